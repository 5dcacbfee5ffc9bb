/**
 * Days of the person's calendar. An instant belongs to the day that the computer's zone says; from there on a day is a text such as
 * `2027-01-31` and days are counted without any zone, so an hour that is skipped or comes twice moves nothing.
 */
export type Day = string;

const DAY_MS = 86_400_000;
const DAYS_OF_WEEK = 7;
const ISO_DAY = 10;

export function dayOf(atMs: number): Day {
  const local = new Date(atMs);
  return formatDay(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()));
}

export function addDays(day: Day, count: number): Day {
  return formatDay(utcMs(day) + count * DAY_MS);
}

/** The same day of another month, or its last one where it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const at = new Date(utcMs(day));
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return formatDay(Date.UTC(year, month, Math.min(at.getUTCDate(), last)));
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(utcMs(day)).getUTCDay();
}

export function isSameMonth(a: Day, b: Day): boolean {
  return a.slice(0, -2) === b.slice(0, -2);
}

/** The first day of the week that the day is in. */
export function weekStart(day: Day, firstWeekday: number): Day {
  return addDays(day, -((weekdayOf(day) - firstWeekday + DAYS_OF_WEEK) % DAYS_OF_WEEK));
}

/** Whole weeks that hold the month of the day, with what they hold of the months beside it. */
export function weeksOfMonth(day: Day, firstWeekday: number): readonly (readonly Day[])[] {
  const first = `${day.slice(0, -2)}01`;
  const last = addDays(addMonths(first, 1), -1);
  const weeks: Day[][] = [];
  for (let start = weekStart(first, firstWeekday); start <= last; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: DAYS_OF_WEEK }, (_, at) => addDays(start, at)));
  }
  return weeks;
}

/** Noon UTC of the day, for a format whose zone is UTC. */
export function formatMs(day: Day): number {
  return utcMs(day) + DAY_MS / 2;
}

/** What a week begins with where the person lives; 0 Sunday to 6 Saturday. */
export function firstWeekdayOf(locale: string): number {
  return new Intl.Locale(locale).getWeekInfo().firstDay % DAYS_OF_WEEK;
}

function utcMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function formatDay(atUtcMs: number): Day {
  return new Date(atUtcMs).toISOString().slice(0, ISO_DAY);
}
