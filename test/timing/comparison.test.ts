/** Attack: whoever can time the comparison learns from it how many bytes of a guess are right. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSameDigest } from '../../src-core/keys/token-hash.ts';
import { reportFigure, scaledTimeoutMs } from '../scale.ts';
import { CHANCE, measure, SAMPLES, threeRuns } from './interleaved.ts';
import { welchT } from './welch.ts';

const DIGEST_BYTES = 32;
/** Comparisons in one sample: a single one is shorter than the clock can tell. */
const REPEATS = 16;

/** The classic mistake: stops at the first byte that differs. */
function isSameByLoop(left: Buffer, right: Buffer): boolean {
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

function timed(isSame: (left: Buffer, right: Buffer) => boolean) {
  const stored = randomBytes(DIGEST_BYTES);
  const wrongFirst = Buffer.from(stored);
  const wrongLast = Buffer.from(stored);
  wrongFirst[0] = (stored[0] ?? 0) ^ 1;
  wrongLast[DIGEST_BYTES - 1] = (stored[DIGEST_BYTES - 1] ?? 0) ^ 1;
  // One buffer for both, so that nothing but its content differs.
  const guess = Buffer.alloc(DIGEST_BYTES);
  const prepare = (isLast: boolean): void => {
    (isLast ? wrongLast : wrongFirst).copy(guess);
  };
  let equal = 0;
  const work = (): void => {
    for (let left = REPEATS; left > 0; left -= 1) if (isSame(guess, stored)) equal += 1;
  };
  return { prepare, work, equalSeen: () => equal };
}

describe('the comparison of a token’s digest', { timeout: scaledTimeoutMs(300_000) }, () => {
  it('takes as long for a guess wrong in its first byte as for one wrong in its last', async () => {
    const subject = timed(isSameDigest);
    const [, median = Number.POSITIVE_INFINITY] = await threeRuns('comparator', () =>
      measure(subject),
    );
    expect(subject.equalSeen()).toBe(0);
    expect(median).toBeLessThan(CHANCE);
    reportFigure('timing samples', SAMPLES);
  });

  it('would give the place away if it were a loop over bytes (control)', async () => {
    const [least = 0] = await threeRuns('byte loop', () => measure(timed(isSameByLoop)));
    expect(least).toBeGreaterThan(100);
  });
});

describe('the statistic', () => {
  const times = (mean: number): Float64Array =>
    Float64Array.from({ length: 10_000 }, (_unused, index) => mean + (index % 100));

  it('finds a shift and no shift in made-up times (control)', () => {
    expect(Math.abs(welchT({ first: times(500), last: times(500) }))).toBeLessThan(0.1);
    expect(welchT({ first: times(500), last: times(510) })).toBeGreaterThan(10);
    expect(welchT({ first: times(510), last: times(500) })).toBeLessThan(-10);
  });

  it('is not moved by interruptions', () => {
    const interrupted = times(500).map((time, index) => (index % 50 === 0 ? time * 1_000 : time));
    expect(Math.abs(welchT({ first: interrupted, last: times(500) }))).toBeLessThan(CHANCE);
  });
});
