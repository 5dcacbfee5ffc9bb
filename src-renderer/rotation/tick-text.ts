import type { Ticks } from './axis-ticks.ts';

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'short' });
const monthAndYear = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });

/** The mark in words, with the day or year only where it changes. `beforeMs` is the mark to the left; null: there is none. */
export function tickText(atMs: number, unit: Ticks['unit'], beforeMs: number | null): string {
  const at = new Date(atMs);
  if (unit === 'day') return day.format(at);
  if (unit === 'month') {
    const isSameYear = beforeMs !== null && new Date(beforeMs).getFullYear() === at.getFullYear();
    return (isSameYear ? month : monthAndYear).format(at);
  }
  const isMidnight = at.getHours() === 0 && at.getMinutes() === 0;
  return isMidnight ? day.format(at) : time.format(at);
}
