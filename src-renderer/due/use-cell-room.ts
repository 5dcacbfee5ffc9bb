import { type RefObject, useEffect, useState } from 'react';

/** Of a day's number and the edges of its cell. */
const HEAD_PX = 28;
const LINE_PX = 20;
const ICON_PX = 17;
const NARROW_PX = 92;

export interface CellRoom {
  /** Marks with names under each other; 0: there is room for a line of icons only. */
  readonly lines: number;
  readonly icons: number;
}

/** How much of its items a day can show, as large as the grid is now. */
export function useCellRoom(grid: RefObject<HTMLElement | null>, weeks: number): CellRoom {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (grid.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width, height });
    });
    observer.observe(grid.current);
    return () => observer.disconnect();
  }, [grid]);
  const width = size.width / 7;
  const lines = Math.floor((size.height / weeks - HEAD_PX) / LINE_PX);
  return {
    lines: width < NARROW_PX || lines < 2 ? 0 : lines,
    icons: Math.max(1, Math.floor((width - 10) / ICON_PX)),
  };
}
