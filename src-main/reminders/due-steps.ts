/** When a reminder is to be shown: at each lead time before the due instant, and when it is over. Instants only, so a change of zone moves nothing. */
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import type { Reminder } from './reminder-index.ts';

const DAY_MS = 86_400_000;

export type DueState = 'later' | 'due' | 'overdue';

/** The newest step that has been reached: the due instant itself, or the shortest lead time. Null: none yet. */
export function reachedStepMs(
  { dueAtMs }: Pick<Reminder, 'dueAtMs'>,
  leadDays: readonly number[],
  nowMs: number,
): number | null {
  const reached = [0, ...leadDays]
    .map((days) => dueAtMs - days * DAY_MS)
    .filter((stepMs) => stepMs <= nowMs);
  return reached.length === 0 ? null : Math.max(...reached);
}

export function dueState(
  reminder: Pick<Reminder, 'dueAtMs'>,
  leadDays: readonly number[],
  nowMs: number,
): DueState {
  if (reminder.dueAtMs <= nowMs) return 'overdue';
  return reachedStepMs(reminder, leadDays, nowMs) === null ? 'later' : 'due';
}

/** The step to show now; null: nothing, since it was shown or is snoozed. A snooze that is over shows the same step again. */
export function stepToShow(
  reminder: Reminder,
  leadDays: readonly number[],
  nowMs: number,
): number | null {
  const { snoozedUntilMs, shownStepMs } = reminder;
  if (snoozedUntilMs !== null && snoozedUntilMs > nowMs) return null;
  const stepMs = reachedStepMs(reminder, leadDays, nowMs);
  if (stepMs === null) return null;
  const isNew = shownStepMs === null || stepMs > shownStepMs;
  return isNew || snoozedUntilMs !== null ? stepMs : null;
}

/** Whether the minute of the local day lies in the quiet hours, which may span midnight. */
export function isQuiet(quiet: Preferences['quietHours'], minute: number): boolean {
  if (quiet === null || quiet.fromMinute === quiet.toMinute) return false;
  const { fromMinute, toMinute } = quiet;
  return fromMinute < toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}
