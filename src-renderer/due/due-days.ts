/** Due entries by the day of the person's calendar on which they are due. */
import { type DueState, dueState } from '../../src-shared/rotation/due.ts';
import { type DueRow, isPutOff } from './due-groups.ts';
import { type Day, dayOf } from './local-days.ts';

/** How a mark looks; `later` is in time. */
export type MarkState = DueState | 'snoozed';
export const MARK_STATES = ['overdue', 'due', 'later', 'snoozed'] as const satisfies MarkState[];

/** Each day with the soonest first; a day of none is absent. */
export function rowsByDay(rows: readonly DueRow[]): ReadonlyMap<Day, readonly DueRow[]> {
  return Map.groupBy(rows, ({ dueAtMs }) => dayOf(dueAtMs));
}

export function markState(row: DueRow, leadDays: readonly number[], nowMs: number): MarkState {
  if (isPutOff(row, nowMs)) return 'snoozed';
  return row.view.due === null ? 'later' : dueState(row.view.due, leadDays, nowMs);
}

/** The next day after this one on which anything is due, else the last one before; null: there is no other. */
export function nearestDueDay(days: Iterable<Day>, from: Day): Day | null {
  let next: Day | null = null;
  let last: Day | null = null;
  for (const day of days) {
    if (day > from && (next === null || day < next)) next = day;
    if (day < from && (last === null || day > last)) last = day;
  }
  return next ?? last;
}
