/** Where a key leads in a month, as people know it from date pickers. */
import { addDays, addMonths, type Day, weekStart } from './local-days.ts';

interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Null: the key leads nowhere. */
export function dayAfterKey(
  { key, shiftKey }: PressedKey,
  day: Day,
  firstWeekday: number,
): Day | null {
  const months = shiftKey ? 12 : 1;
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return weekStart(day, firstWeekday);
    case 'End':
      return addDays(weekStart(day, firstWeekday), 6);
    case 'PageUp':
      return addMonths(day, -months);
    case 'PageDown':
      return addMonths(day, months);
    default:
      return null;
  }
}
