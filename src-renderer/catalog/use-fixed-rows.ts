/**
 * Which rows of one height are in sight, with a few beyond either edge; only these are on the page. Sizes are taken when the browser
 * tells them and never asked for: asking in the middle of a change makes it lay out the page at once.
 */
import { type RefObject, useEffect, useState } from 'react';

/** Rows are rendered in steps of so many, one step beyond either edge: a small turn of the wheel renders nothing. */
const STEP = 4;

interface FixedRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly heightPx: number;
  /** Kept in sight when it moves; -1: none. */
  readonly cursor: number;
}

export interface RowsInSight {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
  /** As many wherever the list stands, so that the same rows of the page serve everywhere. */
  readonly slots: number;
}

interface Sight {
  readonly scrollTop: number;
  readonly clientHeight: number;
}

/** `turn`: which row of the page is the first; a row of the list keeps its own through a small step. */
type Shown = Sight & { readonly turn: number };

export function useFixedRows({ scroller, count, heightPx, cursor }: FixedRows) {
  const [shown, setShown] = useState<Shown>({
    scrollTop: 0,
    clientHeight: window.innerHeight,
    turn: 0,
  });
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const see = (change: Partial<Sight>): void =>
      setShown((before) => nextShown(before, change, heightPx));
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) see({ clientHeight: entry.contentRect.height });
    });
    const scroll = (): void => see({ scrollTop: current.scrollTop });
    sizes.observe(current);
    current.addEventListener('scroll', scroll, { passive: true });
    return () => {
      sizes.disconnect();
      current.removeEventListener('scroll', scroll);
    };
  }, [scroller, heightPx]);
  useEffect(() => {
    if (scroller.current !== null && cursor !== -1) {
      scrollIntoSight(scroller.current, cursor * heightPx, heightPx);
    }
  }, [scroller, cursor, heightPx]);
  const { first, slots } = rowsInSight(shown, heightPx);
  // A list that became shorter is shown from its end, as the browser is about to scroll it.
  const start = Math.max(0, Math.min(first, count - slots));
  return { first: start, end: Math.min(start + slots, count), slots, turn: shown.turn };
}

/** The same object where the same rows are in sight. */
export function nextShown(before: Shown, change: Partial<Sight>, heightPx: number): Shown {
  const next = { ...before, ...change };
  const [from, to] = [rowsInSight(before, heightPx), rowsInSight(next, heightPx)];
  if (from.first === to.first && from.slots === to.slots) return before;
  const step = to.first - from.first;
  // Moving a few rows of the page is quicker than filling all of them anew; after a leap it is not.
  if (Math.abs(step) > 2 * STEP || from.slots !== to.slots) return next;
  return { ...next, turn: (before.turn + step + to.slots) % to.slots };
}

export function rowsInSight({ scrollTop, clientHeight }: Sight, heightPx: number): RowsInSight {
  const inSight = Math.ceil(clientHeight / heightPx / STEP) * STEP;
  const slots = inSight + 3 * STEP;
  const first = Math.max(0, Math.floor(scrollTop / heightPx / STEP) * STEP - STEP);
  return { first, end: first + slots, slots };
}

function scrollIntoSight(scroller: HTMLElement, top: number, heightPx: number): void {
  const bottom = top + heightPx - scroller.clientHeight;
  if (scroller.scrollTop > top) scroller.scrollTop = top;
  else if (scroller.scrollTop < bottom) scroller.scrollTop = bottom;
}
