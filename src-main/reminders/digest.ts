/** The daily digest: at most one a local day, at the chosen minute or as soon after it as may be. */
import { z } from 'zod';

export interface LocalTime {
  /** `2027-01-10`, of the zone the computer is in now. */
  readonly day: string;
  readonly minute: number;
}

export const digestSchema = z.strictObject({
  /** The newest day whose digest is done. */
  doneDay: z.iso.date(),
  /** The day on which the last one was shown; null: none was. */
  shownDay: z.iso.date().nullable(),
});
export type Digest = z.infer<typeof digestSchema>;

const DAY_MS = 86_400_000;

/** What is to be done about the digest now; null: nothing. */
interface DigestStep {
  readonly next: Digest;
  readonly isShown: boolean;
}

/**
 * Null: nothing. The first digest comes tomorrow, so that nobody is told twice on the day of the choice. One that is late takes the place
 * of the day's own. Days only go on: a zone further west, where it is yesterday again, brings no second one.
 */
export function nextDigest(
  last: Digest | null,
  local: LocalTime,
  digestMinute: number,
): DigestStep | null {
  const doneDay = newestDay(local, digestMinute);
  if (last === null) return { next: { doneDay, shownDay: null }, isShown: false };
  if (doneDay <= last.doneDay) return null;
  const isShown = last.shownDay === null || local.day > last.shownDay;
  return { next: { doneDay, shownDay: isShown ? local.day : last.shownDay }, isShown };
}

/** The newest day whose digest time has come. */
function newestDay({ day, minute }: LocalTime, digestMinute: number): string {
  if (minute >= digestMinute) return day;
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
}
