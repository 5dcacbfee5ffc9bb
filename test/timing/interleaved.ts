/** Measures two cases in random order, one sample after the other, so that whatever the machine does meanwhile hits both alike. */
import { randomBytes } from 'node:crypto';
import { scaled } from '../scale.ts';
import { type Timings, welchT } from './welch.ts';

/** 60,000 in every run; 600,000 from KEYWRIGHT_TEST_SCALE=10 on. */
export const SAMPLES = Math.min(600_000, scaled(60_000));
export const CHANCE = 4.5;
const WARM_UP = 5_000;

export interface Case {
  /** Readies the sample, outside the time that is taken. */
  readonly prepare: (isLast: boolean) => void;
  /** What is timed. */
  readonly work: () => unknown;
}

export function measure({ prepare, work }: Case, samples = SAMPLES): Timings {
  const run = recorder(samples);
  for (const isLast of run.order) {
    prepare(isLast);
    const start = process.hrtime.bigint();
    work();
    run.record(isLast, Number(process.hrtime.bigint() - start));
  }
  return run.timings();
}

/** As measure, for work that answers with a promise. */
export async function measureAsync(
  { prepare, work }: Case & { readonly work: () => Promise<unknown> },
  samples = SAMPLES,
): Promise<Timings> {
  const run = recorder(samples);
  for (const isLast of run.order) {
    prepare(isLast);
    const start = process.hrtime.bigint();
    await work();
    run.record(isLast, Number(process.hrtime.bigint() - start));
  }
  return run.timings();
}

/** |t| of three runs, smallest first, and printed; a difference that is there shows in all, one that is chance in one. */
export async function threeRuns(
  title: string,
  run: () => Timings | Promise<Timings>,
): Promise<number[]> {
  const found: number[] = [];
  for (let left = 3; left > 0; left -= 1) found.push(Math.abs(welchT(await run())));
  found.sort((left, right) => left - right);
  process.stdout.write(`${title}: |t| = ${found.map((t) => t.toFixed(2)).join(', ')}\n`);
  return found;
}

function recorder(samples: number) {
  const order = Array.from(randomBytes(WARM_UP + samples), (byte) => (byte & 1) === 1);
  const first: number[] = [];
  const last: number[] = [];
  let seen = 0;
  return {
    order,
    record(isLast: boolean, elapsedNs: number): void {
      seen += 1;
      if (seen > WARM_UP) (isLast ? last : first).push(elapsedNs);
    },
    timings: (): Timings => ({ first: Float64Array.from(first), last: Float64Array.from(last) }),
  };
}
