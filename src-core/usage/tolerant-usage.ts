/**
 * Usage for those who can do without it: a file that is damaged or cannot be read counts as empty, since it may lose its last second
 * anyway and must never stand in the way of a list, a verification or a change. `doctor` says what is wrong with it.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { readLastUse, readLatestInstant } from './read-usage.ts';

/** As readLastUse; empty where the file cannot be used. */
export function lastUseOrNone(path: string): ReadonlyMap<string, number> {
  return orElse(() => readLastUse(path), new Map<string, number>());
}

/** As readLatestInstant; 0 where the file cannot be used. */
export function latestInstantOrZero(path: string): number {
  return orElse(() => readLatestInstant(path), 0);
}

function orElse<Result>(read: () => Result, fallback: Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof KeywrightError) return fallback;
    throw error;
  }
}
