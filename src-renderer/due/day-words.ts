/** Days in words, in the person's own language. */
import { addDays, type Day, firstWeekdayOf, formatMs } from './local-days.ts';

const { locale } = new Intl.DateTimeFormat().resolvedOptions();
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat(undefined, {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const weekdayLong = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' });
const weekdayShort = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });

export const FIRST_WEEKDAY = firstWeekdayOf(locale);

/** "Thursday 26 November 2026". */
export function wholeDayText(day: Day): string {
  return whole.format(formatMs(day));
}

/** "November 2026". */
export function monthText(day: Day): string {
  return month.format(formatMs(day));
}

/** Names of the seven days that begin with this one. */
export function weekdayNames(
  first: Day,
): readonly { readonly short: string; readonly long: string }[] {
  return Array.from({ length: 7 }, (_, at) => {
    const ms = formatMs(addDays(first, at));
    return { short: weekdayShort.format(ms), long: weekdayLong.format(ms) };
  });
}
