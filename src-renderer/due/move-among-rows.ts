/** Arrows, Home and End among the rows of a list of buttons; j and k where single keys are wanted. */
import type { KeyboardEvent } from 'react';
import { useSession } from '../state/session.ts';

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

/** Moves the focus to the `[data-row]` before or after the one it is in. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const to = rows.at(nextIndex(event, rows));
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}

/** One past the end: there is nowhere to go. */
function nextIndex({ key, target }: KeyboardEvent, rows: readonly HTMLElement[]): number {
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  const step = STEPS[key];
  const isSingle = key.length === 1;
  const { facts } = useSession.getState();
  if (step === undefined || (isSingle && facts?.preferences.areSingleKeyShortcutsOn !== true)) {
    return rows.length;
  }
  const at = rows.findIndex((row) => row.parentElement?.contains(target as Node));
  return Math.max(0, at + step);
}
