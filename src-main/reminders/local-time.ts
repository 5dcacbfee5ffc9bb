import type { LocalTime } from './digest.ts';

/** By the zone the computer is in now. */
export function localTime(atMs: number): LocalTime {
  const at = new Date(atMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    minute: at.getHours() * 60 + at.getMinutes(),
  };
}
