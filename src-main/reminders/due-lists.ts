/** What the reminders come to: counts for the icon, names for the menu while the vault is open, and what the window is told. */
import type { DueItem, DueTarget } from '../../src-shared/desk/due-items.ts';
import type { RemindersView } from '../../src-shared/desk/reminders-view.ts';
import { dueState } from '../../src-shared/rotation/due.ts';
import { isSnoozed } from './due-steps.ts';
import type { Reminder, ReminderIndex } from './reminder-index.ts';

/** What is put off counts as snoozed alone. */
export interface DueCounts {
  readonly due: number;
  readonly overdue: number;
  readonly snoozed: number;
}

export interface DueThing {
  readonly name: string;
  readonly target: DueTarget;
  readonly dueAtMs: number;
}

interface DueWhen {
  readonly leadDays: readonly number[];
  readonly nowMs: number;
}

type Things = ReadonlyMap<string, DueItem>;

export function countDue(
  reminders: readonly Reminder[],
  leadDays: readonly number[],
  nowMs: number,
): DueCounts {
  const counts = { due: 0, overdue: 0, snoozed: 0 };
  for (const reminder of reminders) {
    const state = dueState(reminder, leadDays, nowMs);
    if (state === 'later') continue;
    counts[isSnoozed(reminder, nowMs) ? 'snoozed' : state] += 1;
  }
  return counts;
}

/** The most pressing first. */
export function listDue(
  reminders: readonly Reminder[],
  things: Things,
  { leadDays, nowMs }: DueWhen,
): readonly DueThing[] {
  return reminders
    .filter((one) => dueState(one, leadDays, nowMs) !== 'later' && !isSnoozed(one, nowMs))
    .flatMap(({ id }) => things.get(id) ?? [])
    .map(({ name, target, dueAtMs }) => ({ name, target, dueAtMs }))
    .toSorted((a, b) => a.dueAtMs - b.dueAtMs);
}

export function viewReminders(
  { inbox, reminders }: ReminderIndex,
  things: Things,
  { leadDays, nowMs }: DueWhen,
): RemindersView {
  const targetId = (id: string | null): string | null => things.get(id ?? '')?.target.id ?? null;
  const { due, overdue } = countDue(reminders, leadDays, nowMs);
  return {
    pressing: due + overdue,
    inbox: inbox.map(({ reminderId, ...notice }) => ({
      ...notice,
      targetId: targetId(reminderId),
      targetName: things.get(reminderId ?? '')?.name ?? null,
    })),
    snoozed: reminders.flatMap((reminder) => {
      const id = targetId(reminder.id);
      const untilMs = reminder.snoozedUntilMs;
      if (id === null || untilMs === null || untilMs <= nowMs) return [];
      return [{ targetId: id, untilMs }];
    }),
  };
}
