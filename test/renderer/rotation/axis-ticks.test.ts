import { describe, expect, it } from 'vitest';
import { ticksBetween } from '../../../src-renderer/rotation/axis-ticks.ts';
import { DAY_MS, HOUR_MS, NOW_MS } from './made-key.ts';

const SPANS_MS = [
  5 * 60_000,
  HOUR_MS,
  2.3 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  10 * DAY_MS,
  60 * DAY_MS,
  400 * DAY_MS,
  3_650 * DAY_MS,
];

describe('ticksBetween', () => {
  it.each(SPANS_MS)('puts one to seven marks inside a span of %d ms, in order', (spanMs) => {
    const { atMs } = ticksBetween(NOW_MS + 1_234, NOW_MS + 1_234 + spanMs);
    expect(atMs.length).toBeGreaterThanOrEqual(1);
    expect(atMs.length).toBeLessThanOrEqual(7);
    expect(atMs).toEqual([...atMs].toSorted((left, right) => left - right));
    for (const tick of atMs) {
      expect(tick).toBeGreaterThan(NOW_MS + 1_234);
      expect(tick).toBeLessThan(NOW_MS + 1_234 + spanMs);
    }
  });

  it('marks days at local midnight and months on their first', () => {
    const days = ticksBetween(NOW_MS, NOW_MS + 10 * DAY_MS);
    expect(days.unit).toBe('day');
    for (const tick of days.atMs) expect(new Date(tick).getHours()).toBe(0);
    const months = ticksBetween(NOW_MS, NOW_MS + 150 * DAY_MS);
    expect(months.unit).toBe('month');
    for (const tick of months.atMs) expect(new Date(tick).getDate()).toBe(1);
  });
});
