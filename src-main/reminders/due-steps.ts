/** What is to be shown now of a reminder. Instants only, so a change of zone moves nothing; the quiet hours alone follow the local day. */
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import { reachedStepMs } from '../../src-shared/rotation/due.ts';
import type { Reminder } from './reminder-index.ts';

export function isSnoozed({ snoozedUntilMs }: Reminder, nowMs: number): boolean {
  return snoozedUntilMs !== null && snoozedUntilMs > nowMs;
}

/** The step to show now; null: nothing, since it was shown or is snoozed. A snooze that is over shows the same step again. */
export function stepToShow(
  reminder: Reminder,
  leadDays: readonly number[],
  nowMs: number,
): number | null {
  const { snoozedUntilMs, shownStepMs } = reminder;
  if (isSnoozed(reminder, nowMs)) return null;
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
