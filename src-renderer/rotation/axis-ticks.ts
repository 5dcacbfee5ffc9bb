/** Where a time axis gets its marks: round local times, few enough to read. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MOST_TICKS = 6;

const CLOCK_STEPS_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];
const MONTH_MS = 30.4 * DAY_MS;

export interface Ticks {
  /** What a mark stands for, and so how it is written. */
  readonly unit: 'time' | 'day' | 'month';
  /** Strictly between the ends, earliest first. */
  readonly atMs: readonly number[];
}

/** At most six marks between the two instants, at times that are round in the person's own zone. */
export function ticksBetween(fromMs: number, toMs: number): Ticks {
  const spanMs = toMs - fromMs;
  const fits = (stepMs: number): boolean => spanMs / stepMs <= MOST_TICKS;
  const clockStepMs = CLOCK_STEPS_MS.find(fits);
  const ends = { fromMs, toMs };
  if (clockStepMs !== undefined) return { unit: 'time', atMs: clockTicks(ends, clockStepMs) };
  const days = DAY_STEPS.find((count) => fits(count * DAY_MS));
  if (days !== undefined) return { unit: 'day', atMs: dayTicks(ends, days) };
  const months = MONTH_STEPS.find((count) => fits(count * MONTH_MS)) ?? 120;
  return { unit: 'month', atMs: monthTicks(ends, months) };
}

interface Ends {
  readonly fromMs: number;
  readonly toMs: number;
}

function clockTicks(ends: Ends, stepMs: number): number[] {
  const midnightMs = startOfDay(ends.fromMs).getTime();
  const first = Math.ceil((ends.fromMs - midnightMs) / stepMs);
  return within(ends, (index) => midnightMs + (first + index) * stepMs);
}

function dayTicks(ends: Ends, days: number): number[] {
  const start = startOfDay(ends.fromMs);
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  return within(ends, (index) => new Date(year, month, day + 1 + index * days).getTime());
}

function monthTicks(ends: Ends, months: number): number[] {
  const start = new Date(ends.fromMs);
  const year = start.getFullYear();
  const month = Math.ceil((start.getMonth() + 1) / months) * months;
  return within(ends, (index) => new Date(year, month + index * months, 1).getTime());
}

function startOfDay(atMs: number): Date {
  const day = new Date(atMs);
  day.setHours(0, 0, 0, 0);
  return day;
}

/** Marks one after another until the end; one that falls on an end is left out. */
function within({ fromMs, toMs }: Ends, tickMs: (index: number) => number): number[] {
  const all: number[] = [];
  for (let index = 0; index <= MOST_TICKS + 1; index += 1) {
    const atMs = tickMs(index);
    if (atMs > fromMs && atMs < toMs) all.push(atMs);
  }
  return all;
}
