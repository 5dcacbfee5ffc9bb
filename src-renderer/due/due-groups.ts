/** What is due, in the order one would do it: overdue, this week, this month, later, and what was put off. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import type { RemindersView } from '../../src-shared/desk/reminders-view.ts';

const DAY_MS = 86_400_000;

export const DUE_GROUPS = ['overdue', 'week', 'month', 'later', 'snoozed'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

export interface DueRow {
  readonly id: string;
  readonly view: EntryView;
  readonly dueAtMs: number;
  /** Null: it is not put off. */
  readonly snoozedUntilMs: number | null;
}

/** Groups that have any, each with the soonest first. `views` are due or overdue. */
export function groupDue(
  views: readonly EntryView[],
  snoozed: RemindersView['snoozed'],
  nowMs: number,
): readonly (readonly [DueGroup, readonly DueRow[]])[] {
  const rows = dueRows(views, snoozed);
  return DUE_GROUPS.map(
    (group) => [group, rows.filter((row) => groupOf(row, nowMs) === group)] as const,
  ).filter(([, members]) => members.length > 0);
}

/** Those that are due some day, the soonest first. */
export function dueRows(
  views: readonly EntryView[],
  snoozed: RemindersView['snoozed'],
): readonly DueRow[] {
  const until = new Map(snoozed.map(({ targetId, untilMs }) => [targetId, untilMs]));
  return views.flatMap((view) => rowOf(view, until)).toSorted((a, b) => a.dueAtMs - b.dueAtMs);
}

export function isPutOff({ snoozedUntilMs }: DueRow, nowMs: number): boolean {
  return snoozedUntilMs !== null && snoozedUntilMs > nowMs;
}

function rowOf(view: EntryView, until: ReadonlyMap<string, number>): DueRow[] {
  const id = view.entryId ?? view.keyId;
  if (view.due === null || id === null) return [];
  const snoozedUntilMs = until.get(id) ?? null;
  return [{ id, view, dueAtMs: view.due.dueAtMs, snoozedUntilMs }];
}

function groupOf(row: DueRow, nowMs: number): DueGroup {
  if (isPutOff(row, nowMs)) return 'snoozed';
  const { dueAtMs } = row;
  if (dueAtMs <= nowMs) return 'overdue';
  if (dueAtMs <= nowMs + 7 * DAY_MS) return 'week';
  return dueAtMs <= nowMs + 30 * DAY_MS ? 'month' : 'later';
}
