/** The verifier as a whole where its parts answer late, or where it is opened with the wrong ones. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { codeOf } from '../../code-of.ts';
import { openVerifyBench, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;

beforeEach(async () => {
  bench = await openVerifyBench();
});
afterEach(() => bench.close());

describe('the verifier', () => {
  it('waits for a limiter that answers later', async () => {
    const { token } = await bench.issue({
      limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }],
    });
    const memory = createMemoryLimiter({ clock: bench.clock });
    const late = {
      spend: async (spending: Parameters<typeof memory.spend>[0]) => memory.spend(spending),
    };
    const verifier = bench.verifier({ limiter: late });
    const outcomes = [await verifier.verify({ token }), await verifier.verify({ token })];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['valid', 'rate-limited']);
  });

  it('is not opened with the keys of another store, nor without their own pepper', () => {
    const foreign = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    const open = () => bench.verifier({ keys: foreign });
    expect(codeOf(open)).toBe('pepper/mismatch');
    expect(open).toThrow(
      expect.objectContaining({
        message: 'The pepper at hand belongs to another store',
        hint: `It is for ${foreign.storeId}; this is ${bench.keys.storeId}.`,
      }),
    );
    const bare = () => bench.verifier({ keys: { ...bench.keys, peppers: new Map() } });
    expect(codeOf(bare)).toBe('pepper/unavailable');
    expect(bare).toThrow('The current pepper is not at hand');
  });
});
