/** Welch's t of two groups of times, after dropping the slowest of all: interruptions by the system say nothing about the code. */

export interface Timings {
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Share of all samples, the slowest, that is left out. */
const CROPPED = 0.05;

/** The t statistic; beyond ±4.5 the groups differ by more than chance. Positive where `last` took longer. */
export function welchT({ first, last }: Timings): number {
  const all = new Float64Array(first.length + last.length);
  all.set(first);
  all.set(last, first.length);
  all.sort();
  const limit = all[Math.floor(all.length * (1 - CROPPED))] ?? Number.POSITIVE_INFINITY;
  const [left, right] = [momentsBelow(first, limit), momentsBelow(last, limit)];
  return (right.mean - left.mean) / Math.sqrt(left.meanVariance + right.meanVariance);
}

interface Moments {
  readonly mean: number;
  /** Variance of the mean. */
  readonly meanVariance: number;
}

function momentsBelow(times: Float64Array, limit: number): Moments {
  const kept = times.filter((time) => time <= limit);
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const squares = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0);
  return { mean, meanVariance: squares / (kept.length - 1) / kept.length };
}
