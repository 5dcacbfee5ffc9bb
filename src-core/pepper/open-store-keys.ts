/** Opens a store's keys where the store says they are, and nowhere else because it happens to answer. */
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { Keychain } from '../keychain/keychain.ts';
import type { Places } from '../places/places.ts';
import { openStoreKeysFile } from './file-store-keys.ts';
import { openStoreKeysItem } from './keychain-store-keys.ts';
import type { PepperPlace, StoreKeysSource } from './store-keys.ts';

export interface StoreKeysLocation {
  readonly storeId: StoreId;
  /** As chosen at init and recorded in the store's pepper rows. */
  readonly place: PepperPlace;
}

export interface StoreKeysDeps {
  readonly keychain: Keychain;
  readonly places: Pick<Places, 'storeKeysFile'>;
}

/** Reads nothing yet; `load` throws pepper/unavailable or pepper/mismatch. */
export function openStoreKeys(location: StoreKeysLocation, deps: StoreKeysDeps): StoreKeysSource {
  return location.place === 'file'
    ? openStoreKeysFile(deps.places.storeKeysFile, location.storeId)
    : openStoreKeysItem(deps.keychain, location.storeId);
}
