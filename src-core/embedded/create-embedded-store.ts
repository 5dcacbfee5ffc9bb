/** Makes the embedded store with its keys: keys first, since a store without them could verify nothing; both or neither. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { pepperCheck } from '../keys/token-hash.ts';
import { createStoreKeys } from '../pepper/create-store-keys.ts';
import type { PepperPlace, StoreKeys } from '../pepper/store-keys.ts';
import { newId } from '../runtime/random.ts';
import { createSqliteStore } from '../store/sqlite/create-sqlite-store.ts';
import type { MutationContext } from '../store/verification-store.ts';
import type { EmbeddedStoreDeps } from './open-embedded-store.ts';

interface NewEmbeddedStore {
  readonly place: PepperPlace;
  readonly ctx: MutationContext;
}

export interface MadeEmbeddedStore {
  readonly storeId: StoreId;
  /** Takes store and keys away again: for a first run that fails in a later step. */
  undo(): Promise<void>;
}

/** Throws store/exists, keychain/…, disk/… and leaves nothing of this call behind. Call it alone in the folder. */
export async function createEmbeddedStore(
  { place, ctx }: NewEmbeddedStore,
  deps: EmbeddedStoreDeps,
): Promise<MadeEmbeddedStore> {
  const { places } = deps;
  const storeId = newId('sto', deps.random);
  if (place === 'file') setAsideOrphanedKeys(deps);
  const keys = await createStoreKeys({ storeId, place }, deps);
  const undo = async (): Promise<void> => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(places.storeFile + suffix, { force: true });
    rmSync(places.checkpointsFile, { force: true });
    if (place === 'file') rmSync(places.storeKeysFile, { force: true });
    else await deps.keychain.delete(storeId);
  };
  try {
    await writeStore(keys, { place, ctx }, deps);
  } catch (error) {
    await undo();
    throw error;
  }
  return { storeId, undo };
}

async function writeStore(
  keys: StoreKeys,
  { place, ctx }: NewEmbeddedStore,
  deps: EmbeddedStoreDeps,
): Promise<void> {
  const { clock, random, places } = deps;
  const pepper = keys.peppers.get(keys.currentPepperId);
  if (pepper === undefined) throw new Error('new store keys hold no pepper');
  const store = await createSqliteStore(
    {
      path: places.storeFile,
      id: keys.storeId,
      pepper: { id: keys.currentPepperId, place, check: pepperCheck(pepper) },
      ctx,
    },
    {
      clock,
      random,
      keys: { place, load: async () => keys },
      checkpointsFile: places.checkpointsFile,
    },
  );
  await store.close();
}

/** Keys without a store are what an interrupted first run left, or belong to a store that may come back: kept, out of the way. */
function setAsideOrphanedKeys({ places, clock }: EmbeddedStoreDeps): void {
  if (!existsSync(places.storeKeysFile)) return;
  const stamp = formatInstant(clock.nowMs()).replaceAll(':', '-');
  renameSync(places.storeKeysFile, `${places.storeKeysFile}.set-aside-${stamp}`);
}
