/** A rate limit as stored and shown: `limit` calls at once, then one every `periodMs / limit` (GCRA). */

import { clip } from '../error/clip.ts';
import { KeywrightError } from '../error/keywright-error.ts';
import { formatDuration, parseDuration } from '../time/duration.ts';

export interface RateLimit {
  /** Unique within the key. */
  readonly name: string;
  /** Calls allowed at once, 1 to 1,000,000. */
  readonly limit: number;
  /** Time in which a spent limit is whole again, 1 s to 1 y. */
  readonly periodMs: number;
}

export const MAX_RATE_LIMIT = 1_000_000;
const FORM = /^(?:([a-z][a-z0-9-]{0,31})=)?(\d{1,9})\/(.+)$/;
const YEAR_MS = 31_536_000_000;

/** Reads `N/D` or `name=N/D`. The name is "rate" where none is given. Throws usage/invalid-rate or usage/invalid-duration. */
export function parseRate(text: string, what = '--rate'): RateLimit {
  const match = FORM.exec(text);
  if (match === null) {
    throw new KeywrightError('usage/invalid-rate', `${what}: "${clip(text)}" is not a rate limit`);
  }
  const limit = Number(match[2]);
  if (limit < 1 || limit > MAX_RATE_LIMIT) {
    throw new KeywrightError(
      'usage/invalid-rate',
      `${what}: ${limit} calls is outside 1 to ${MAX_RATE_LIMIT}`,
    );
  }
  const periodMs = parseDuration(match[3] as string, what, { maxMs: YEAR_MS });
  return { name: match[1] ?? 'rate', limit, periodMs };
}

/** `100/1m`, or `name=100/1m` where the name is not the default. */
export function formatRate(rate: RateLimit): string {
  const text = `${rate.limit}/${formatDuration(rate.periodMs)}`;
  return rate.name === 'rate' ? text : `${rate.name}=${text}`;
}
