/** A shared store with its keys: the place that the store names, or a file on a machine that did not make them. */
import { join } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { EmbeddedStore, EmbeddedStoreDeps } from '../embedded/open-embedded-store.ts';
import { openStoreKeysFile } from '../pepper/file-store-keys.ts';
import { openStoreKeys } from '../pepper/open-store-keys.ts';
import type { PepperPlace, StoreKeysSource } from '../pepper/store-keys.ts';
import type { Places } from '../places/places.ts';
import { type PoolLimits, PostgresPool } from '../postgres/postgres-pool.ts';
import { listPepperRows } from '../store/postgres/catalog-rows.ts';
import { openPostgresStore } from '../store/postgres/open-postgres-store.ts';
import { readStoreHeader } from '../store/postgres/store-header.ts';
import { asking } from '../store/postgres/store-session.ts';
import type { SharedStoreConfig } from './configured-store.ts';

/** A person waits for these connections; a network that is slow is waited for. */
export const DESK_LIMITS: PoolLimits = { maxConnections: 4, waitMs: 10_000, answerMs: 35_000 };

/** Throws store/…; nothing is left open then. The keys are read only when something first needs them. */
export async function openSharedStore(
  config: SharedStoreConfig,
  deps: Pick<EmbeddedStoreDeps, 'places' | 'random' | 'keychain'>,
): Promise<EmbeddedStore> {
  const pool = new PostgresPool(config.address, DESK_LIMITS);
  try {
    const { id } = await readStoreHeader(pool);
    const [pepper] = await listPepperRows(asking(pool));
    if (pepper === undefined) {
      throw new KeywrightError('store/damaged', 'The store names no pepper');
    }
    const storeKeys = sharedStoreKeys({ storeId: id, place: pepper.place }, config, deps);
    const { checkpointsFile } = deps.places;
    const store = await openPostgresStore(pool, {
      random: deps.random,
      keys: storeKeys,
      checkpointsFile,
    });
    return { store, storeKeys };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

interface KeysLocation {
  readonly storeId: StoreId;
  readonly place: PepperPlace;
}

/** A file that is named wins: the machine that made the keys may keep them in its keychain, which others cannot ask. */
export function sharedStoreKeys(
  { storeId, place }: KeysLocation,
  { keysFile }: Pick<SharedStoreConfig, 'keysFile'>,
  deps: Pick<EmbeddedStoreDeps, 'places' | 'keychain'>,
): StoreKeysSource {
  if (keysFile !== null) return openStoreKeysFile(keysFile, storeId);
  const places = { storeKeysFile: sharedKeysFile(deps.places, storeId) };
  return openStoreKeys({ storeId, place }, { keychain: deps.keychain, places });
}

/** Where the keys of a shared store lie in a file, beside the embedded store: by id, since a person may use several. */
export function sharedKeysFile(places: Places, storeId: StoreId): string {
  return join(places.dataDir, `${storeId}.keys`);
}
