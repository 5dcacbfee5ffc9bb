/** What a row of the table is: a ratio against a peer measured in the same run, and the target it must reach. */
import type { Ratio } from '../measure/rounds.ts';

export interface BenchContext {
  /** Small sizes, for a look at whether everything runs; its figures say little. */
  readonly isQuick: boolean;
  /** Length of the soak. */
  readonly soakMinutes: number;
  /** Fixtures that take long to make; kept between runs. */
  readonly cacheDir: string;
  /** Empty at first, removed after the case. */
  readonly workDir: string;
  note(line: string): void;
}

export interface Target {
  readonly bound: 'at-least' | 'at-most';
  readonly value: number;
  readonly unit: string;
}

export interface Row {
  /** What was measured against what. */
  readonly what: string;
  readonly target: Target;
  readonly measured: Ratio;
  /** Absolute figures of both sides; they hold for this machine only. */
  readonly detail: string;
  /** Why the row proves nothing either way, such as a soak cut short; left out where it is judged. */
  readonly notJudged?: string;
}

export interface BenchCase {
  readonly name: string;
  run(ctx: BenchContext): Promise<readonly Row[]>;
}

export type Verdict = 'pass' | 'miss' | 'not judged';

export function judge({ target, measured, notJudged }: Row): Verdict {
  if (notJudged !== undefined) return 'not judged';
  const { bound, value } = target;
  const isReached = bound === 'at-least' ? measured.median >= value : measured.median <= value;
  return isReached ? 'pass' : 'miss';
}

export function atLeast(value: number, unit = '×'): Target {
  return { bound: 'at-least', value, unit };
}

export function atMost(value: number, unit = '×'): Target {
  return { bound: 'at-most', value, unit };
}

/** Nanoseconds as microseconds, for a detail. */
export function microseconds(ns: number): string {
  return `${(ns / 1_000).toFixed(2)} µs`;
}
