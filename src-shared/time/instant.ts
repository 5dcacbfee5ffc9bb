/** Instants: RFC 3339 UTC with milliseconds outside, epoch milliseconds inside. */

import { clip } from '../error/clip.ts';
import { KeywrightError } from '../error/keywright-error.ts';
import { parseDuration } from './duration.ts';

/** A moment to come: counted from when the store acts, or fixed. */
export type Deadline =
  | { readonly kind: 'after'; readonly afterMs: number }
  | { readonly kind: 'at'; readonly atMs: number };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;
const DAY_MS = 86_400_000;

/** Epoch milliseconds → `2026-12-31T18:00:00.000Z`. */
export function formatInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** As formatInstant; null stays null. */
export function formatInstantOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : formatInstant(epochMs);
}

/**
 * Reads an RFC 3339 time, a date, or a duration from now. With `endOfDay` a date ends that day at 24:00 UTC, else it starts it.
 * Throws usage/invalid-time (or usage/invalid-duration), naming `what`.
 */
export function parseDeadline(text: string, what: string, endOfDay: boolean): Deadline {
  const date = DATE.exec(text);
  if (date !== null) {
    const startMs = parseDay(date, text, what);
    return { kind: 'at', atMs: endOfDay ? startMs + DAY_MS : startMs };
  }
  if (TIME.test(text)) {
    const atMs = Date.parse(text);
    const day = DATE.exec(text.slice(0, 10));
    if (Number.isNaN(atMs) || day === null) throw invalidTime(text, what);
    parseDay(day, text, what);
    return { kind: 'at', atMs };
  }
  if (/^\d+[a-z]$/.test(text)) return { kind: 'after', afterMs: parseDuration(text, what) };
  throw invalidTime(text, what);
}

function parseDay(match: RegExpExecArray, text: string, what: string): number {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const startMs = Date.UTC(year, month - 1, day);
  const read = new Date(startMs);
  const isReal = read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  if (!isReal) throw invalidTime(text, what);
  return startMs;
}

function invalidTime(text: string, what: string): KeywrightError {
  return new KeywrightError('usage/invalid-time', `${what}: "${clip(text)}" is not a time`);
}

/** The instant a deadline names when counted from `nowMs`. */
export function resolveDeadline(deadline: Deadline, nowMs: number): number {
  return deadline.kind === 'at' ? deadline.atMs : nowMs + deadline.afterMs;
}
