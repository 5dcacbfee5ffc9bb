/** How wide the list beside an open key is, in px: dragged or set by keys, kept by main for the next launch. */
import { create } from 'zustand';
import { LIST_WIDTH } from '../../src-shared/desk/list-width.ts';

const STEP_PX = 16;
/** What the key beside it needs. */
const DETAIL_LEAST_PX = 440;

interface ListWidth {
  readonly widthPx: number;
  /** Whatever is wanted, within what is allowed. */
  readonly set: (wantedPx: number) => void;
}

export const useListWidth = create<ListWidth>()((set) => ({
  widthPx: LIST_WIDTH.usual,
  set: (wantedPx) => set({ widthPx: allowedWidth(wantedPx, Number.POSITIVE_INFINITY) }),
}));

/** `roomPx`: for list and key together. */
export function allowedWidth(wantedPx: number, roomPx: number): number {
  const mostPx = Math.min(LIST_WIDTH.most, roomPx - DETAIL_LEAST_PX);
  return Math.round(Math.max(LIST_WIDTH.least, Math.min(wantedPx, mostPx)));
}

/** What a key of the divider makes of the width; null: it is none of its keys. */
export function widthAfterKey(widthPx: number, key: string, roomPx: number): number | null {
  // Wider than it is shown means nothing to the person: the keys start from what is seen.
  const shownPx = allowedWidth(widthPx, roomPx);
  if (key === 'ArrowLeft') return allowedWidth(shownPx - STEP_PX, roomPx);
  if (key === 'ArrowRight') return allowedWidth(shownPx + STEP_PX, roomPx);
  if (key === 'Home') return LIST_WIDTH.least;
  return key === 'End' ? allowedWidth(LIST_WIDTH.most, roomPx) : null;
}
