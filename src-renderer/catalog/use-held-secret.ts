/**
 * A secret that is shown while a button is held, by pointer, Space or Enter. It goes on release, when the window or the button loses
 * the focus, and after 30 seconds; an answer that comes after the release is dropped unseen.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { ask } from '../bridge.ts';
import { attempt } from './entry-actions.ts';

const SHOWN_AT_MOST_MS = 30_000;

export function useHeldSecret(entryId: string | null) {
  const [secret, setSecret] = useState<string | null>(null);
  const hold = useRef(0);
  const release = (): void => {
    hold.current += 1;
    setSecret(null);
  };
  const press = (): void => {
    if (entryId === null) return;
    hold.current += 1;
    const held = hold.current;
    void attempt(async () => {
      const input = { entry: entryId, purpose: 'reveal', versionId: null, reason: null } as const;
      const answer = await ask('entry:reveal', input);
      if (held === hold.current) setSecret(answer.secret);
    });
  };
  useEffect(() => {
    const hide = (): void => {
      hold.current += 1;
      setSecret(null);
    };
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      hide();
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, []);
  useEffect(() => {
    if (secret === null) return;
    const timer = setTimeout(release, SHOWN_AT_MOST_MS);
    return () => clearTimeout(timer);
  }, [secret]);
  return { secret, holding: holdingWith(press, release) };
}

/** The handlers of a button that acts while it is held. */
function holdingWith(press: () => void, release: () => void) {
  return {
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      press();
    },
    onPointerUp: release,
    onPointerCancel: release,
    onBlur: release,
    onContextMenu: release,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      if (!event.repeat) press();
    },
    onKeyUp: release,
  };
}
