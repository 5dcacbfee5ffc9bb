/** Keeps a window where a display shows it: a display may have gone, or become smaller, since the window was left there. */
import type { Rectangle } from 'electron';

export const SMALLEST = { width: 900, height: 600 } as const;
const FIRST = { width: 1_280, height: 800 } as const;

/**
 * Bounds to open the window with. `workAreas` are those of the displays, the primary one's first. Bounds that the displays together show
 * whole are left as they are; others are moved, and where need be shrunk, into the work area that shows most of them or lies nearest.
 * Without known bounds only a size is given, and the system chooses the place. Never smaller than `SMALLEST`.
 */
export function fitToDisplays(
  wanted: Rectangle | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> {
  const [primary] = workAreas;
  if (wanted === null) return sizeWithin(FIRST, primary);
  const bounds = { ...wanted, ...sizeWithin(wanted, undefined) };
  if (primary === undefined || isShownWhole(bounds, workAreas)) return bounds;
  const best = workAreas.reduce((former, next) =>
    isBetterHome(bounds, next, former) ? next : former,
  );
  const size = sizeWithin(bounds, best);
  return {
    x: startWithin(bounds.x, size.width, [best.x, best.width]),
    y: startWithin(bounds.y, size.height, [best.y, best.height]),
    ...size,
  };
}

type Size = Pick<Rectangle, 'width' | 'height'>;

function sizeWithin({ width, height }: Size, area: Size | undefined): Size {
  return {
    width: Math.max(SMALLEST.width, Math.min(width, area?.width ?? width)),
    height: Math.max(SMALLEST.height, Math.min(height, area?.height ?? height)),
  };
}

/** The start of a stretch so that it lies inside another; what is longer begins where that one begins. */
function startWithin(start: number, length: number, [from, room]: readonly [number, number]) {
  return Math.max(from, Math.min(start, from + room - length));
}

function isShownWhole(bounds: Rectangle, workAreas: readonly Rectangle[]): boolean {
  const shown = workAreas.reduce((sum, area) => sum + sharedArea(bounds, area), 0);
  return shown >= bounds.width * bounds.height;
}

function isBetterHome(bounds: Rectangle, next: Rectangle, former: Rectangle): boolean {
  const [ofNext, ofFormer] = [sharedArea(bounds, next), sharedArea(bounds, former)];
  if (ofNext !== ofFormer) return ofNext > ofFormer;
  return ofNext === 0 && distance(bounds, next) < distance(bounds, former);
}

function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Between the centres. */
function distance(a: Rectangle, b: Rectangle): number {
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
}
