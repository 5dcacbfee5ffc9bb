/** N2: limits hang on the key, not on its secret. However calls are split over old and new secrets, never more than the limit. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import type { KeyId } from '../../../src-shared/ids/ids.ts';
import { scaled } from '../../scale.ts';
import { HOUR_MS, openVerifyBench, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
beforeAll(async () => {
  bench = await openVerifyBench();
});
afterAll(() => bench.close());

const scripts = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  /** Calls before the rotation, then which secret each later call uses. */
  before: fc.nat(12),
  after: fc.array(fc.boolean(), { maxLength: 30 }),
  isLeaked: fc.boolean(),
});

/** Calls admitted over both secrets, and how many that could have been were made. */
async function play(
  script: { limit: number; before: number; after: boolean[]; isLeaked: boolean },
  verifier = bench.verifier(),
): Promise<{ admitted: number; usable: number }> {
  const { limit, before, after, isLeaked } = script;
  const first = await bench.issue({ limits: [{ name: 'rate', limit, periodMs: 24 * HOUR_MS }] });
  const outcomes: string[] = [];
  const call = async (token: string) => outcomes.push((await verifier.verify({ token })).outcome);
  for (let count = 0; count < before; count += 1) await call(first.token);
  const second = await bench.rotate(first.key.id, { isLeaked });
  for (const usesOld of after) await call(usesOld ? first.token : second.token);
  const of = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  return { admitted: of('valid'), usable: of('valid') + of('rate-limited') };
}

describe('lineage counters', () => {
  it('limit 10: six calls on the old secret and five on the new, and the eleventh fails on either', async () => {
    const limits = [{ name: 'rate', limit: 10, periodMs: 24 * HOUR_MS }];
    const verifier = bench.verifier();
    const first = await bench.issue({ limits });
    const second = await bench.rotate(first.key.id);
    const call = async (token: string) => (await verifier.verify({ token })).outcome;
    for (let count = 0; count < 6; count += 1) expect(await call(first.token)).toBe('valid');
    for (let count = 0; count < 4; count += 1) expect(await call(second.token)).toBe('valid');
    expect(await call(second.token)).toBe('rate-limited');
    expect(await call(first.token)).toBe('rate-limited');
  });

  it('admits exactly the limit, however the calls are split over a rotation', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        const { admitted, usable } = await play(script);
        expect(admitted).toBe(Math.min(script.limit, usable));
      }),
      { numRuns: scaled(60) },
    );
  });

  it('control: counters that hang on the secret admit more', async () => {
    const perVersion = createMemoryLimiter({ clock: bench.clock });
    let calls = 0;
    const verifier = bench.verifier({
      limiter: {
        spend: (spending) => {
          calls += 1;
          const half = calls <= 6 ? 'old' : 'new';
          return perVersion.spend({ ...spending, keyId: `${spending.keyId}${half}` as KeyId });
        },
      },
    });
    const script = { limit: 6, before: 6, after: [false, false, false], isLeaked: false };
    expect((await play(script, verifier)).admitted).toBeGreaterThan(6);
  });
});
