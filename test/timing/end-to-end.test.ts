/** Attack: whoever can time the verifier tells a token that is nearly right from one that is not. Checksums are right on both sides. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verifier } from '../../src-core/verify/verifier.ts';
import { BASE62_ALPHABET } from '../../src-shared/ids/base62.ts';
import { encodeToken } from '../../src-shared/key-format/token.ts';
import { partsOf } from '../core/verify/forged-tokens.ts';
import { openVerifyBench, type VerifyBench } from '../core/verify/verify-bench.ts';
import { scaledTimeoutMs } from '../scale.ts';
import { CHANCE, measureAsync, threeRuns } from './interleaved.ts';

const SECRET_LENGTH = 43;

let bench: VerifyBench;
let verifier: Verifier;
let token: string;

beforeAll(async () => {
  bench = await openVerifyBench();
  token = (await bench.issue()).token;
  verifier = bench.verifier();
});
afterAll(() => bench.close());

/** All tokens that differ from the real one in that character of the secret alone. */
function wrongAt(index: number): string[] {
  const parts = partsOf(token);
  const { secret } = parts;
  return Array.from(BASE62_ALPHABET)
    .filter((character) => character !== secret.charAt(index))
    .map((character) =>
      encodeToken({
        ...parts,
        secret: secret.slice(0, index) + character + secret.slice(index + 1),
      }),
    );
}

function timed(check: (guess: string) => Promise<{ readonly outcome: string }>) {
  const [first, last] = [wrongAt(0), wrongAt(SECRET_LENGTH - 1)];
  const outcomes = new Set<string>();
  let turn = 0;
  let guess = '';
  return {
    prepare: (isLast: boolean): void => {
      turn += 1;
      guess = (isLast ? last : first)[turn % first.length] ?? '';
    },
    work: async (): Promise<void> => {
      outcomes.add((await check(guess)).outcome);
    },
    outcomes,
  };
}

/** The mistake of keeping the beginning of each secret to save a hash: a guess with another beginning is refused at once. */
async function checkWithShortcut(guess: string): Promise<{ readonly outcome: string }> {
  const known = partsOf(token).secret.slice(0, 8);
  return guess.split('_')[3]?.startsWith(known) === true
    ? verifier.check({ token: guess })
    : { outcome: 'unknown' };
}

describe('the verifier', { timeout: scaledTimeoutMs(600_000) }, () => {
  it('takes as long for a secret wrong in its first character as for one wrong in its last', async () => {
    const subject = timed((guess) => verifier.check({ token: guess }));
    const [, median = Number.POSITIVE_INFINITY] = await threeRuns('verifier', () =>
      measureAsync(subject),
    );
    expect(subject.outcomes).toEqual(new Set(['unknown']));
    expect(median).toBeLessThan(CHANCE);
  });

  it('would give the place away if it kept the beginning of each secret (control)', async () => {
    const [least = 0] = await threeRuns('shortcut', () =>
      measureAsync(timed(checkWithShortcut), 10_000),
    );
    expect(least).toBeGreaterThan(20);
  });

  it('accepts the token itself (control of the guesses)', async () => {
    expect((await verifier.check({ token })).outcome).toBe('valid');
  });
});
