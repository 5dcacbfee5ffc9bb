/** Lists that a column holds as JSON text. The schema checks that they are lists; here each item is checked before it is used. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { RateLimit } from '../../../src-shared/limits/rate.ts';

/** Throws store/damaged where an item is not text. */
export function parseTextList(json: string): readonly string[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw damaged();
  return list;
}

/** Throws store/damaged where an item is not a rate limit. */
export function parseLimits(json: string): readonly RateLimit[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list) || !list.every(isLimit)) throw damaged();
  return list.map(({ name, limit, periodMs }) => ({ name, limit, periodMs }));
}

export function encodeLimits(limits: readonly RateLimit[]): string {
  return JSON.stringify(limits.map(({ name, limit, periodMs }) => ({ name, limit, periodMs })));
}

function isLimit(value: unknown): value is RateLimit {
  if (typeof value !== 'object' || value === null) return false;
  const { name, limit, periodMs } = value as Record<string, unknown>;
  return typeof name === 'string' && Number.isSafeInteger(limit) && Number.isSafeInteger(periodMs);
}

function damaged(): KeywrightError {
  return new KeywrightError('store/damaged', 'A list in the store holds something else');
}
