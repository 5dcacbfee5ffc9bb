/** Makes a shared store with its keys: keys first, since a store without them could verify nothing; both or neither. */
import { rmSync } from 'node:fs';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { EmbeddedStoreDeps } from '../embedded/open-embedded-store.ts';
import { pepperCheck } from '../keys/token-hash.ts';
import { createStoreKeys } from '../pepper/create-store-keys.ts';
import type { PepperPlace, StoreKeys } from '../pepper/store-keys.ts';
import { ensurePrivateDirectory } from '../places/ensure-private-directory.ts';
import { PostgresPool } from '../postgres/postgres-pool.ts';
import { newId } from '../runtime/random.ts';
import { createPostgresStore } from '../store/postgres/create-postgres-store.ts';
import type { MutationContext } from '../store/verification-store.ts';
import type { SharedStoreConfig } from './configured-store.ts';
import { DESK_LIMITS, sharedKeysFile } from './open-shared-store.ts';

interface NewSharedStore {
  readonly place: PepperPlace;
  readonly ctx: MutationContext;
}

export interface MadeSharedStore {
  readonly storeId: StoreId;
  /** Null: the keys are in the OS keychain. */
  readonly keysFile: string | null;
}

type CreateDeps = Pick<EmbeddedStoreDeps, 'places' | 'random' | 'keychain'>;

/** Throws store/exists, store/…, keychain/…, disk/… and leaves no keys behind. */
export async function createSharedStore(
  config: SharedStoreConfig,
  { place, ctx }: NewSharedStore,
  deps: CreateDeps,
): Promise<MadeSharedStore> {
  const storeId = newId('sto', deps.random);
  const keysFile = config.keysFile ?? sharedKeysFile(deps.places, storeId);
  ensurePrivateDirectory(deps.places.dataDir);
  const placed = { ...deps, places: { storeKeysFile: keysFile } };
  const keys = await createStoreKeys({ storeId, place }, placed);
  try {
    await writeStore(config, { keys, place, ctx }, deps);
  } catch (error) {
    if (place === 'file') rmSync(keysFile, { force: true });
    else await deps.keychain.delete(storeId);
    throw error;
  }
  return { storeId, keysFile: place === 'file' ? keysFile : null };
}

async function writeStore(
  { address }: SharedStoreConfig,
  { keys, place, ctx }: NewSharedStore & { readonly keys: StoreKeys },
  { places, random }: CreateDeps,
): Promise<void> {
  const pepper = keys.peppers.get(keys.currentPepperId);
  if (pepper === undefined) throw new Error('new store keys hold no pepper');
  const pool = new PostgresPool(address, DESK_LIMITS);
  try {
    const check = pepperCheck(pepper);
    const store = await createPostgresStore(
      pool,
      { id: keys.storeId, pepper: { id: keys.currentPepperId, place, check }, ctx },
      {
        random,
        keys: { place, load: async () => keys },
        checkpointsFile: places.checkpointsFile,
      },
    );
    await store.close();
  } finally {
    await pool.end();
  }
}
