/** Minutes of a day as a time field shows them. */

const HOUR = 60;

/** 545 → `09:05`. */
export function timeText(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minute / HOUR))}:${two(minute % HOUR)}`;
}

/** Null: it is no time of a day, such as one that is half typed. */
export function minuteOf(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match === null ? null : Number(match[1]) * HOUR + Number(match[2]);
}
