import { describe, expect, it } from 'vitest';
import { pepperCheck } from '../../../src-core/keys/token-hash.ts';
import { assertPepperMatches } from '../../../src-core/pepper/assert-pepper-matches.ts';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import type { StoreKeys } from '../../../src-core/pepper/store-keys.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';

const make = (): StoreKeys => makeStoreKeys(newId('sto', systemRandom), systemRandom);
const claimsOf = (keys: StoreKeys) =>
  [...keys.peppers].map(([id, pepper]) => ({ id, check: pepperCheck(pepper) }));

describe('assertPepperMatches', () => {
  it('passes the pepper the store was made with', () => {
    const keys = make();
    expect(() => assertPepperMatches(keys, claimsOf(keys))).not.toThrow();
  });

  it('answers pepper/unavailable for a pepper the store names and the place lacks', () => {
    const keys = make();
    const claims = [...claimsOf(keys), ...claimsOf(make())];
    expect(() => assertPepperMatches(keys, claims)).toThrow(
      expect.objectContaining({ code: 'pepper/unavailable' }),
    );
  });

  it('answers pepper/mismatch for a wrong pepper under the right name', () => {
    const keys = make();
    const [claim] = claimsOf(keys);
    const check = Buffer.from(claim?.check ?? []);
    for (const wrong of [check.subarray(1), Buffer.alloc(32), Buffer.from(check).fill(1, 31)]) {
      expect(() => assertPepperMatches(keys, [{ id: keys.currentPepperId, check: wrong }])).toThrow(
        expect.objectContaining({ code: 'pepper/mismatch' }),
      );
    }
  });

  it('answers pepper/mismatch where the store does not know the current pepper', () => {
    expect(() => assertPepperMatches(make(), [])).toThrow(
      expect.objectContaining({ code: 'pepper/mismatch' }),
    );
  });
});
