import { describe, expect, it } from 'vitest';
import { markState, nearestDueDay } from '../../../src-renderer/due/due-days.ts';
import { dueRows } from '../../../src-renderer/due/due-groups.ts';
import { firstWeekdayOf } from '../../../src-renderer/due/local-days.ts';
import { dayAfterKey } from '../../../src-renderer/due/move-among-days.ts';
import { DAY_MS, entryView, NOW_MS } from '../catalog/entry-view.ts';

const MONDAY = 1;

function stateOf(expiresAtMs: number, snoozedUntilMs: number | null = null) {
  const snoozed = snoozedUntilMs === null ? [] : [{ targetId: 'ent_a', untilMs: snoozedUntilMs }];
  const [row] = dueRows([entryView({ name: 'a', expiresAtMs })], snoozed);
  return row === undefined ? null : markState(row, [7], NOW_MS);
}

describe('a mark', () => {
  it('says how it stands with the entry, to the millisecond', () => {
    expect(stateOf(NOW_MS)).toBe('overdue');
    expect(stateOf(NOW_MS + 1)).toBe('due');
    expect(stateOf(NOW_MS + 7 * DAY_MS)).toBe('due');
    expect(stateOf(NOW_MS + 7 * DAY_MS + 1)).toBe('later');
    expect(stateOf(NOW_MS, NOW_MS + 1)).toBe('snoozed');
    expect(stateOf(NOW_MS, NOW_MS)).toBe('overdue');
  });
});

describe('the nearest due day', () => {
  it('is the next one, else the last', () => {
    const days = ['2027-02-01', '2026-12-01', '2027-01-05', '2026-12-31'];
    expect(nearestDueDay(days, '2027-01-01')).toBe('2027-01-05');
    expect(nearestDueDay(days, '2027-02-01')).toBe('2027-01-05');
    expect(nearestDueDay(['2027-01-01'], '2027-01-01')).toBeNull();
  });
});

describe('a key in the month', () => {
  it.each([
    ['ArrowLeft', false, '2026-12-31'],
    ['ArrowRight', false, '2027-01-02'],
    ['ArrowUp', false, '2026-12-25'],
    ['ArrowDown', false, '2027-01-08'],
    ['Home', false, '2026-12-28'],
    ['End', false, '2027-01-03'],
    ['PageUp', false, '2026-12-01'],
    ['PageDown', false, '2027-02-01'],
    ['PageUp', true, '2026-01-01'],
    ['PageDown', true, '2028-01-01'],
  ])('%s (with Shift: %s) leads from New Year to %s', (key, shiftKey, day) => {
    expect(dayAfterKey({ key, shiftKey }, '2027-01-01', MONDAY)).toBe(day);
  });

  it('leads nowhere where it is another key', () => {
    expect(dayAfterKey({ key: 'Enter', shiftKey: false }, '2027-01-01', MONDAY)).toBeNull();
  });
});

describe('the first day of the week', () => {
  it.each([
    ['de-DE', 1],
    ['en-GB', 1],
    ['en-US', 0],
    ['ar-EG', 6],
  ])('in %s is %i', (locale, weekday) => {
    expect(firstWeekdayOf(locale)).toBe(weekday);
  });
});
