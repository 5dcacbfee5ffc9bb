/**
 * Brings the index up to what the vault says is due. What was shown and put off stays, also of what is not there for a while: an entry
 * that comes back out of the trash is told of no second time. A new due date begins anew.
 */
import type { DueItem } from '../../src-shared/desk/due-items.ts';
import type { Reminder, ReminderIndex } from './reminder-index.ts';

/** Of those that are gone; the oldest are forgotten first. */
export const MOST_DEPARTED = 1_000;

type Merged = Pick<ReminderIndex, 'reminders' | 'departed'>;

/** The reminders that are there already where nothing changed. */
export function mergeReminders<Index extends Merged>(
  index: Index,
  items: Iterable<DueItem>,
): Index {
  const former = new Map(
    [...index.departed, ...index.reminders].map((reminder) => [reminder.id, reminder]),
  );
  const reminders: Reminder[] = [];
  for (const item of items) {
    reminders.push(reminderOf(item, former.get(item.id)));
    former.delete(item.id);
  }
  const isSame =
    reminders.length === index.reminders.length &&
    reminders.every((reminder, at) => reminder === index.reminders[at]);
  if (isSame) return index;
  return {
    ...index,
    reminders,
    departed: [...former.values()].filter(hasPast).slice(-MOST_DEPARTED),
  };
}

function reminderOf(
  { id, dueAtMs, leadDays, leadsBelowMs }: DueItem,
  known: Reminder | undefined,
): Reminder {
  if (known?.dueAtMs !== dueAtMs) {
    return { id, dueAtMs, leadDays, leadsBelowMs, snoozedUntilMs: null, shownStepMs: null };
  }
  const isSame = known.leadsBelowMs === leadsBelowMs && known.leadDays?.join() === leadDays?.join();
  return isSame ? known : { ...known, leadDays, leadsBelowMs };
}

function hasPast({ snoozedUntilMs, shownStepMs }: Reminder): boolean {
  return snoozedUntilMs !== null || shownStepMs !== null;
}
