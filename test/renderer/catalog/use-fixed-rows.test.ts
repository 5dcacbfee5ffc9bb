import { describe, expect, it } from 'vitest';
import { nextShown, rowsInSight } from '../../../src-renderer/catalog/use-fixed-rows.ts';

const HEIGHT = 36;
const PANE = 700;
const at = (scrollTop: number) => rowsInSight({ scrollTop, clientHeight: PANE }, HEIGHT);

describe('the rows in sight', () => {
  it('are all that the pane shows, wherever the list stands', () => {
    for (let scrollTop = 0; scrollTop < 3_600_000; scrollTop += 977) {
      const { first, end } = at(scrollTop);
      expect(first * HEIGHT).toBeLessThanOrEqual(scrollTop);
      expect(end * HEIGHT).toBeGreaterThanOrEqual(scrollTop + PANE);
    }
  });

  it('are as many everywhere, and few', () => {
    const counts = [0, 1, 35, 36, 5_000, 3_599_000].map((scrollTop) => at(scrollTop).slots);
    expect(new Set(counts)).toEqual(new Set([32]));
  });

  it('stay the same for a small turn of the wheel', () => {
    expect(at(36 * 100)).toEqual(at(36 * 100 + 100));
    expect(at(36 * 100)).not.toEqual(at(36 * 105));
  });

  it('keep their rows of the page through a small step, and all take new ones after a leap', () => {
    const shown = { scrollTop: 36 * 800, clientHeight: PANE, turn: 5 };
    expect(nextShown(shown, { scrollTop: 36 * 800 + 20 }, HEIGHT)).toBe(shown);
    expect(nextShown(shown, { scrollTop: 36 * 804 }, HEIGHT).turn).toBe(9);
    expect(nextShown(shown, { scrollTop: 36 * 796 }, HEIGHT).turn).toBe(1);
    expect(nextShown(shown, { scrollTop: 36 * 9_000 }, HEIGHT).turn).toBe(5);
  });
});
