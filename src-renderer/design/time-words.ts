/** Instants in words, in the person's own language and zone. */
const UNITS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clockOnly = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** In the largest unit of which there is at least one; "now" within a minute. */
export function relativeTime(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs;
  const fitting = UNITS.find(([, sizeMs]) => Math.abs(distance) >= sizeMs);
  if (fitting === undefined) return relative.format(0, 'second');
  const [unit, sizeMs] = fitting;
  return relative.format(Math.trunc(distance / sizeMs), unit);
}

export function absoluteTime(atMs: number): string {
  return absolute.format(atMs);
}

/** To the second, without the day. */
export function clockText(atMs: number): string {
  return clockOnly.format(atMs);
}

export function dayText(atMs: number): string {
  return dayOnly.format(atMs);
}
