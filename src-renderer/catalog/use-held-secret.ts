/** Joins a held secret to the page: by pointer, Space or Enter, and gone when the window or the button loses the focus. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useState } from 'react';
import { ask } from '../bridge.ts';
import { attempt } from './entry-actions.ts';
import { HeldSecret } from './held-secret.ts';

export function useHeldSecret(entryId: string | null) {
  const [secret, setSecret] = useState<string | null>(null);
  const held = useMemo(
    () => new HeldSecret({ read: () => readSecret(entryId), show: setSecret }),
    [entryId],
  );
  useEffect(() => {
    const hide = (): void => held.release();
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      hide();
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [held]);
  const press = (): void => void held.press();
  const release = (): void => held.release();
  return { secret, holding: holdingWith(press, release) };
}

async function readSecret(entryId: string | null): Promise<string | null> {
  if (entryId === null) return null;
  let secret: string | null = null;
  await attempt(async () => {
    const input = { entry: entryId, purpose: 'reveal', versionId: null, reason: null } as const;
    secret = (await ask('entry:reveal', input)).secret;
  });
  return secret;
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
