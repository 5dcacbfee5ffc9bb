/** Which entries want a new secret soon, as the list, the section and the pill say it; the rule itself is src-shared/rotation/due.ts. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { type DueState, dueState } from '../../src-shared/rotation/due.ts';
import { DEFAULT_LEAD_DAYS } from '../../src-shared/rotation/lead-days.ts';
import type { Status } from '../design/status-pill.tsx';
import { useSession } from '../state/session.ts';

export function stateOf({ due }: EntryView, leadDays: readonly number[], nowMs: number): DueState {
  return due === null ? 'later' : dueState(due, leadDays, nowMs);
}

export function isDue(entry: EntryView, leadDays: readonly number[], nowMs: number): boolean {
  return stateOf(entry, leadDays, nowMs) !== 'later';
}

/** The word of the list: `due`, `overdue` and `expired` before what is well otherwise. */
export function shownStatus(entry: EntryView, leadDays: readonly number[], nowMs: number): Status {
  const isWell = entry.status === 'active' || entry.status === 'ok';
  const state = stateOf(entry, leadDays, nowMs);
  if (!isWell || state === 'later') return entry.status;
  if (state === 'due') return 'due';
  return entry.due?.because === 'expiry' ? 'expired' : 'overdue';
}

/** Days before the due instant at which an entry without lead times of its own becomes due. */
export function useLeadDays(): readonly number[] {
  return useSession((session) => session.facts?.preferences.leadDays ?? DEFAULT_LEAD_DAYS);
}
