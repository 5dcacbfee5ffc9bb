/** The embedded store with its keys, wherever init put them: what every entry point opens when no other store is configured. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { openStoreKeys } from '../pepper/open-store-keys.ts';
import type { StoreKeysSource } from '../pepper/store-keys.ts';
import type { Places } from '../places/places.ts';
import type { Clock } from '../runtime/clock.ts';
import type { RandomSource } from '../runtime/random.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { VerificationStore } from '../store/verification-store.ts';
import { latestInstantOrZero } from '../usage/tolerant-usage.ts';

export interface EmbeddedStoreDeps {
  readonly places: Places;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly keychain: Keychain;
}

export interface EmbeddedStore {
  readonly store: VerificationStore;
  readonly storeKeys: StoreKeysSource;
}

/**
 * Opens the store; its keys are read only when something first needs them. The store itself says where they are, so it opens
 * with a source that is filled in right after. Throws store/….
 */
export async function openEmbeddedStore(deps: EmbeddedStoreDeps): Promise<EmbeddedStore> {
  const deferred = deferSource();
  const store = await openSqliteStore(deps.places.storeFile, {
    clock: deps.clock,
    random: deps.random,
    keys: deferred.source,
    checkpointsFile: deps.places.checkpointsFile,
    latestSeenMs: () => latestInstantOrZero(deps.places.usageFile),
  });
  const [pepper] = await store.listPeppers();
  if (pepper === undefined) throw new KeywrightError('store/damaged', 'The store names no pepper');
  const storeKeys = openStoreKeys({ storeId: store.id, place: pepper.place }, deps);
  deferred.resolve(storeKeys);
  return { store, storeKeys };
}

function deferSource(): { source: StoreKeysSource; resolve(source: StoreKeysSource): void } {
  let resolved: StoreKeysSource | null = null;
  const ready = (): StoreKeysSource => {
    if (resolved === null) throw new Error('the store was used before its keys were known');
    return resolved;
  };
  return {
    source: {
      get place() {
        return ready().place;
      },
      load: () => ready().load(),
    },
    resolve: (source) => {
      resolved = source;
    },
  };
}
