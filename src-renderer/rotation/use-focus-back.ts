import { type RefObject, useEffect, useRef } from 'react';

/** After the dialog's own way of giving the focus back. */
const AFTER_MS = 60;

/** For the button that opens dialogs one after the other: it has the focus again when the last is gone and nothing else took it. */
export function useFocusBack(isOpen: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    const isClosed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!isClosed) return;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) button.current?.focus();
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOpen]);
  return button;
}
