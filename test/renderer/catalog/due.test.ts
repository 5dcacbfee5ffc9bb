import { describe, expect, it } from 'vitest';
import { isDue, shownStatus } from '../../../src-renderer/catalog/due.ts';
import { DAY_MS, entryView, NOW_MS } from './entry-view.ts';

const LEADS = [30, 7, 1];
const ending = (afterMs: number, status: 'ok' | 'active' | 'rotating' = 'ok') =>
  entryView({ name: 'x', status, expiresAtMs: NOW_MS + afterMs });
const aged = (ageMs: number) =>
  entryView({
    name: 'x',
    rotatedAtMs: NOW_MS - ageMs,
    policy: { maxAgeMs: 90 * DAY_MS, leadDays: null },
  });

describe('what is due', () => {
  it('ends within the longest lead time, to the millisecond', () => {
    expect(isDue(ending(30 * DAY_MS), LEADS, NOW_MS)).toBe(true);
    expect(isDue(ending(30 * DAY_MS + 1), LEADS, NOW_MS)).toBe(false);
    expect(isDue(entryView({ name: 'x' }), LEADS, NOW_MS)).toBe(false);
  });

  it('is said so in the list, and as expired from the instant itself', () => {
    expect(shownStatus(ending(1, 'active'), LEADS, NOW_MS)).toBe('due');
    expect(shownStatus(ending(0, 'active'), LEADS, NOW_MS)).toBe('expired');
    expect(shownStatus(ending(40 * DAY_MS, 'active'), LEADS, NOW_MS)).toBe('active');
    expect(shownStatus(ending(DAY_MS, 'rotating'), LEADS, NOW_MS)).toBe('rotating');
  });

  it('is overdue, not expired, where its secret only grew too old', () => {
    expect(shownStatus(aged(59 * DAY_MS), LEADS, NOW_MS)).toBe('ok');
    expect(shownStatus(aged(60 * DAY_MS), LEADS, NOW_MS)).toBe('due');
    expect(shownStatus(aged(90 * DAY_MS), LEADS, NOW_MS)).toBe('overdue');
  });
});
