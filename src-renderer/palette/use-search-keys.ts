import { type RefObject, useEffect } from 'react';
import { useSession } from '../state/session.ts';
import { isBehindDialog, isTyping } from './page-stance.ts';

/** `/` and Ctrl+F reach the field from anywhere but another field. */
export function useSearchKeys(input: RefObject<HTMLInputElement | null>): void {
  const hasLetters = useSession((s) => s.facts?.preferences.areSingleKeyShortcutsOn ?? true);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isBehindDialog()) return;
      const isControl = event.ctrlKey || event.metaKey;
      const isSlash = event.key === '/' && hasLetters && !isControl && !isTyping(event.target);
      if (!isSlash && !(isControl && event.key.toLowerCase() === 'f')) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [input, hasLetters]);
}
