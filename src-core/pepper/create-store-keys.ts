/** Makes the keys of a new store in the place that was chosen for them. */
import type { RandomSource } from '../runtime/random.ts';
import { createStoreKeysFile } from './file-store-keys.ts';
import { createStoreKeysItem } from './keychain-store-keys.ts';
import { makeStoreKeys } from './make-store-keys.ts';
import type { StoreKeysDeps, StoreKeysLocation } from './open-store-keys.ts';
import type { StoreKeys } from './store-keys.ts';

interface CreateDeps extends StoreKeysDeps {
  readonly random: RandomSource;
}

/**
 * Makes new keys and keeps them in the place, durably, before it returns.
 * Throws file/exists or store/exists where there are some already, disk/full, disk/failed, file/unwritable or the keychain's codes.
 */
export async function createStoreKeys(
  location: StoreKeysLocation,
  deps: CreateDeps,
): Promise<StoreKeys> {
  const keys = makeStoreKeys(location.storeId, deps.random);
  if (location.place === 'file') await createStoreKeysFile(deps.places.storeKeysFile, keys);
  else await createStoreKeysItem(deps.keychain, keys);
  return keys;
}
