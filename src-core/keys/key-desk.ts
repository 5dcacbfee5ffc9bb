/** What issuing and rotating need, and the one way to find a key by what a person typed. */
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { PepperId } from '../../src-shared/ids/ids.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import { assertPepperMatches } from '../pepper/assert-pepper-matches.ts';
import type { StoreKeys, StoreKeysSource } from '../pepper/store-keys.ts';
import type { RandomSource } from '../runtime/random.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { VerificationStore } from '../store/verification-store.ts';

export interface KeyDesk {
  readonly store: VerificationStore;
  readonly storeKeys: StoreKeysSource;
  readonly random: RandomSource;
}

/** The key with that id or exact name. Throws key/not-found, or key/ambiguous listing the ids. */
export async function getKey(store: VerificationStore, reference: string): Promise<KeyRecord> {
  const [first, ...others] = await store.findKeys(reference);
  if (first === undefined) {
    throw new KeywrightError('key/not-found', `No key has the id or name "${clip(reference)}"`);
  }
  if (others.length > 0) {
    const ids = [first, ...others].map((key) => key.id).join(', ');
    throw new KeywrightError(
      'key/ambiguous',
      `More than one key is named "${clip(reference)}": ${ids}`,
    );
  }
  return first;
}

export interface CurrentPepper {
  readonly id: PepperId;
  readonly bytes: SecretBytes;
}

/** The pepper for new versions, proven to be the one the store was made with. Throws pepper/unavailable or pepper/mismatch. */
export async function loadCurrentPepper(desk: KeyDesk): Promise<CurrentPepper> {
  const keys: StoreKeys = await desk.storeKeys.load();
  assertPepperMatches(keys, await desk.store.listPeppers());
  const bytes = keys.peppers.get(keys.currentPepperId);
  if (bytes === undefined) {
    throw new KeywrightError('pepper/unavailable', 'The current pepper is missing from its place');
  }
  return { id: keys.currentPepperId, bytes };
}
