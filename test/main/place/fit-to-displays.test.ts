import type { Rectangle } from 'electron';
import { describe, expect, it } from 'vitest';
import { fitToDisplays, SMALLEST } from '../../../src-main/place/fit-to-displays.ts';

function area(...[x, y, width, height]: readonly [number, number, number, number]): Rectangle {
  return { x, y, width, height };
}

/** A laptop below a task bar, and a larger display at its left. */
const LAPTOP = area(0, 28, 1_440, 872);
const LEFT = area(-2_560, -300, 2_560, 1_400);

function sharesWith(bounds: Rectangle, { x, y, width, height }: Rectangle): boolean {
  return (
    bounds.x >= x &&
    bounds.y >= y &&
    bounds.x + bounds.width <= x + width &&
    bounds.y + bounds.height <= y + height
  );
}

describe('fitToDisplays', () => {
  it.each([
    ['on the first display', area(100, 100, 1_000, 700)],
    ['on the second, at negative coordinates', area(-2_000, -200, 1_800, 1_200)],
    ['as large as the display', LAPTOP],
    ['across both', area(-500, 100, 1_000, 700)],
  ])('leaves a window that is shown whole: %s', (_where, bounds) => {
    expect(fitToDisplays(bounds, [LAPTOP, LEFT])).toEqual(bounds);
  });

  it.each([
    ['its display was unplugged', area(-2_000, -200, 1_000, 700)],
    ['it hangs out at the bottom', area(100, 700, 1_000, 700)],
    ['it hangs out at the right', area(1_300, 100, 1_000, 700)],
    ['its title lies under the task bar', area(100, 0, 1_000, 700)],
    ['it lies nowhere', area(90_000, 90_000, 1_000, 700)],
  ])('moves it into the display that is there, as large as it was: %s', (_why, bounds) => {
    const fitted = fitToDisplays(bounds, [LAPTOP]) as Rectangle;
    expect(fitted).toMatchObject({ width: 1_000, height: 700 });
    expect(sharesWith(fitted, LAPTOP)).toBe(true);
    expect(sharesWith(bounds, LAPTOP)).toBe(false);
  });

  it('goes to the display that shows most of it, else to the nearest', () => {
    expect(fitToDisplays(area(-900, 500, 1_000, 700), [LAPTOP, LEFT])).toEqual(
      area(-1_000, 400, 1_000, 700),
    );
    expect(fitToDisplays(area(-9_000, 0, 1_000, 700), [LAPTOP, LEFT])).toMatchObject({ x: -2_560 });
    expect(fitToDisplays(area(9_000, 100, 1_000, 700), [LEFT, LAPTOP])).toMatchObject({ x: 440 });
  });

  it('shrinks what no display has room for, and never below the least size', () => {
    expect(fitToDisplays(area(-2_500, -300, 2_500, 1_300), [LAPTOP])).toEqual(LAPTOP);
    const tiny = area(0, 0, 800, 480);
    expect(fitToDisplays(area(300, 300, 1_000, 700), [tiny])).toEqual({ x: 0, y: 0, ...SMALLEST });
    expect(fitToDisplays(area(200, 200, 20, 20), [LAPTOP])).toEqual(area(200, 200, 900, 600));
  });

  it('lets the system place a window that was never anywhere, no larger than the display', () => {
    expect(fitToDisplays(null, [LAPTOP])).toEqual({ width: 1_280, height: 800 });
    expect(fitToDisplays(null, [area(0, 0, 1_024, 700)])).toEqual({ width: 1_024, height: 700 });
    expect(fitToDisplays(null, [])).toEqual({ width: 1_280, height: 800 });
  });

  it('trusts the bounds where the system names no display', () => {
    const bounds = area(5, 6, 1_000, 700);
    expect(fitToDisplays(bounds, [])).toEqual(bounds);
  });
});
