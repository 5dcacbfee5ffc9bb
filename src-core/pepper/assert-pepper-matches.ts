/** Compares the peppers that were loaded with what the store says about them, before anything is hashed or verified. */
import { timingSafeEqual } from 'node:crypto';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { PepperId } from '../../src-shared/ids/ids.ts';
import { pepperCheck } from '../keys/token-hash.ts';
import type { StoreKeys } from './store-keys.ts';

/** What the store holds of a pepper; the rows of `listPeppers` are such. */
interface PepperClaim {
  readonly id: PepperId;
  /** HMAC(pepper, "kw/pepper-check"), 32 bytes. */
  readonly check: Buffer;
}

/**
 * Passes where every pepper the store names is there and right, and the current one is among them.
 * Throws pepper/unavailable for a missing pepper and pepper/mismatch for a wrong one.
 */
export function assertPepperMatches(keys: StoreKeys, claims: readonly PepperClaim[]): void {
  for (const claim of claims) {
    const pepper = keys.peppers.get(claim.id);
    if (pepper === undefined) {
      throw new KeywrightError('pepper/unavailable', `The pepper ${claim.id} is missing`);
    }
    const check = pepperCheck(pepper);
    if (check.length !== claim.check.length || !timingSafeEqual(check, claim.check)) {
      throw mismatch(`The pepper ${claim.id} is not the one this store was made with`);
    }
  }
  if (!claims.some((claim) => claim.id === keys.currentPepperId)) {
    throw mismatch(`The store does not know the pepper ${keys.currentPepperId}`);
  }
}

function mismatch(message: string): KeywrightError {
  return new KeywrightError('pepper/mismatch', message);
}
