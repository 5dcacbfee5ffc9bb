import { describe, expect, it } from 'vitest';
import { isDue, shownStatus } from '../../../src-renderer/catalog/due.ts';
import { DAY_MS, entryView, NOW_MS } from './entry-view.ts';

const ending = (afterMs: number, status: 'ok' | 'active' | 'revoked' | 'rotating' = 'ok') =>
  entryView({ name: 'x', status, expiresAtMs: NOW_MS + afterMs });

describe('what is due', () => {
  it('ends within 30 days, to the millisecond', () => {
    expect(isDue(ending(30 * DAY_MS), NOW_MS)).toBe(true);
    expect(isDue(ending(30 * DAY_MS + 1), NOW_MS)).toBe(false);
    expect(isDue(entryView({ name: 'x' }), NOW_MS)).toBe(false);
  });

  it('is no key that nobody can use any more', () => {
    expect(isDue(ending(DAY_MS, 'revoked'), NOW_MS)).toBe(false);
    expect(shownStatus(ending(DAY_MS, 'revoked'), NOW_MS)).toBe('revoked');
  });

  it('is said so in the list, and as expired from the instant itself', () => {
    expect(shownStatus(ending(1, 'active'), NOW_MS)).toBe('due');
    expect(shownStatus(ending(0, 'active'), NOW_MS)).toBe('expired');
    expect(shownStatus(ending(40 * DAY_MS, 'active'), NOW_MS)).toBe('active');
    expect(shownStatus(ending(DAY_MS, 'rotating'), NOW_MS)).toBe('rotating');
  });
});
