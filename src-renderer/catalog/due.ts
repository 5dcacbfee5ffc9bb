/** Which entries want a new secret soon: those that end within 30 days, and those that have ended. One rule for list, sidebar and pill. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { Status } from '../design/status-pill.tsx';

const DUE_WITHIN_MS = 30 * 86_400_000;

/** Nothing is left to rotate where the whole key is revoked, or its holder took it out of use. */
const AT_REST: ReadonlySet<EntryView['status']> = new Set([
  'revoked',
  'retired',
  'disabled',
  'deleted',
  'pending',
  'unknown',
]);

export function isDue(entry: EntryView, nowMs: number): boolean {
  if (entry.expiresAtMs === null || AT_REST.has(entry.status)) return false;
  return entry.expiresAtMs <= nowMs + DUE_WITHIN_MS;
}

/** The word of the list: `due` and `expired` before what is well otherwise. */
export function shownStatus(entry: EntryView, nowMs: number): Status {
  const isWell = entry.status === 'active' || entry.status === 'ok';
  if (!isWell || !isDue(entry, nowMs)) return entry.status;
  return (entry.expiresAtMs ?? nowMs) <= nowMs ? 'expired' : 'due';
}
