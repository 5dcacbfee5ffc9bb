/**
 * When a secret is due: at its expiry or at its maximum age, whichever comes first. One rule for list, sidebar, terminal, tray and
 * notifications. Instants only, so a change of zone moves nothing.
 */
import type { RotationPolicy } from './rotation-policy.ts';

const DAY_MS = 86_400_000;

export interface Due {
  readonly dueAtMs: number;
  readonly because: 'expiry' | 'age';
  /** Days before it at which a reminder comes; null: the general ones. */
  readonly leadDays: readonly number[] | null;
  /** A lead time this long would reach back to the last rotation, and does not count; null: all count. */
  readonly leadsBelowMs: number | null;
}

interface Times {
  readonly expiresAtMs: number | null;
  readonly rotatedAtMs: number;
}

/** Null: never. */
export function findDue(
  { expiresAtMs, rotatedAtMs }: Times,
  policy: RotationPolicy | null,
): Due | null {
  const leadDays = policy?.leadDays ?? null;
  const maxAgeMs = policy?.maxAgeMs ?? null;
  const agedAtMs = maxAgeMs === null ? Infinity : rotatedAtMs + maxAgeMs;
  if (agedAtMs < (expiresAtMs ?? Infinity)) {
    return { dueAtMs: agedAtMs, because: 'age', leadDays, leadsBelowMs: maxAgeMs };
  }
  if (expiresAtMs === null) return null;
  return { dueAtMs: expiresAtMs, because: 'expiry', leadDays, leadsBelowMs: null };
}

/** Every instant at which to remind, in no order: the due instant itself and one for each lead time. */
function stepsOf(due: Omit<Due, 'because'>, generalLeadDays: readonly number[]): number[] {
  const leads = (due.leadDays ?? generalLeadDays)
    .map((days) => days * DAY_MS)
    .filter((leadMs) => due.leadsBelowMs === null || leadMs < due.leadsBelowMs);
  return [0, ...leads].map((leadMs) => due.dueAtMs - leadMs);
}

/** The newest step that has been reached: the due instant itself, or the shortest lead time. Null: none yet. */
export function reachedStepMs(
  due: Omit<Due, 'because'>,
  generalLeadDays: readonly number[],
  nowMs: number,
): number | null {
  const reached = stepsOf(due, generalLeadDays).filter((stepMs) => stepMs <= nowMs);
  return reached.length === 0 ? null : Math.max(...reached);
}

export type DueState = 'later' | 'due' | 'overdue';

export function dueState(
  due: Omit<Due, 'because'>,
  generalLeadDays: readonly number[],
  nowMs: number,
): DueState {
  if (due.dueAtMs <= nowMs) return 'overdue';
  return reachedStepMs(due, generalLeadDays, nowMs) === null ? 'later' : 'due';
}
