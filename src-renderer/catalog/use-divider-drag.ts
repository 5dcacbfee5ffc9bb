/** Moving the edge of the list by a pointer: it follows while held, Escape takes it back, and what it was let go at is kept. */
import { type PointerEvent, type RefObject, useRef } from 'react';
import { keepPlace } from '../state/keep-place.ts';
import { allowedWidth, useListWidth } from '../state/list-width.ts';

interface Held {
  /** Of the pointer from the edge, so that the edge does not jump to it. */
  readonly offsetPx: number;
  readonly fromPx: number;
}

export function useDividerDrag(divider: RefObject<HTMLElement | null>) {
  const held = useRef<Held | null>(null);
  const { set } = useListWidth.getState();
  return {
    hold: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      const { left, width } = roomOf(divider.current);
      const { widthPx } = useListWidth.getState();
      const offsetPx = event.clientX - left - allowedWidth(widthPx, width);
      held.current = { offsetPx, fromPx: widthPx };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    drag: (event: PointerEvent): void => {
      if (held.current === null) return;
      const { left, width } = roomOf(divider.current);
      set(allowedWidth(event.clientX - left - held.current.offsetPx, width));
    },
    release: (): void => {
      if (held.current === null) return;
      const isMoved = held.current.fromPx !== useListWidth.getState().widthPx;
      held.current = null;
      if (isMoved) keepPlace();
    },
    /** True: it was held, and is back where it was taken. */
    takeBack: (): boolean => {
      if (held.current === null) return false;
      set(held.current.fromPx);
      held.current = null;
      return true;
    },
  };
}

/** What the divider divides. */
export function roomOf(divider: HTMLElement | null): Pick<DOMRect, 'left' | 'width'> {
  return divider?.parentElement?.getBoundingClientRect() ?? { left: 0, width: 0 };
}
