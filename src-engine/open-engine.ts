/** Opens vault and store together and settles what a crash left between them, at once or later; the client that comes back runs in this process. */

import type { Keychain } from '../src-core/keychain/keychain.ts';
import type { Places } from '../src-core/places/places.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { RandomSource } from '../src-core/runtime/random.ts';
import type { SharedStoreConfig } from '../src-core/shared-store/configured-store.ts';
import { openStore } from '../src-core/shared-store/open-store.ts';
import { openVault, type VaultOpening } from '../src-core/vault/open-vault.ts';
import type { UnlockWay, Vault } from '../src-core/vault/vault.ts';
import type { VaultDeps } from '../src-core/vault/vault-deps.ts';
import type { EngineClient } from '../src-shared/contract/engine-answers.ts';
import type { EventDoor } from '../src-shared/model/store-records.ts';
import { createEngine, type Engine } from './engine.ts';
import { headToNote, noteHead } from './store-watch.ts';
import { keepUp, nothingDone } from './upkeep.ts';

export interface OpenEngineDeps {
  readonly places: Places;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly keychain: Keychain;
  /** Null or left out: the embedded store. */
  readonly shared?: SharedStoreConfig | null;
  readonly vault: VaultDeps;
  readonly readLastUse: () => ReadonlyMap<string, number>;
  readonly actor: string;
  /** Where a backup is kept each day; left out: none is. */
  readonly backupsDir?: string;
}

interface Unlock {
  readonly credential: UnlockWay;
  readonly acceptRollback: boolean;
  readonly via: EventDoor;
  /** Upkeep waits for `catchUp`, so that a list can be shown before every entry was looked at. */
  readonly isUpkeepLater?: boolean;
}

/** Throws vault/…, store/…; what was opened until then is closed again. */
export async function openEngine(unlock: Unlock, deps: OpenEngineDeps): Promise<Engine> {
  const vault = await openVault(
    {
      path: deps.places.vaultFile,
      credential: credentialOf(unlock.credential, deps),
      acceptRollback: unlock.acceptRollback,
    },
    deps.vault,
  );
  try {
    return await engineOn(vault, unlock, deps);
  } catch (error) {
    await vault.close();
    throw error;
  }
}

function credentialOf(way: UnlockWay, deps: OpenEngineDeps): VaultOpening['credential'] {
  return way.kind === 'keychain' ? { kind: 'keychain', keychain: deps.keychain } : way;
}

async function engineOn(vault: Vault, unlock: Unlock, deps: OpenEngineDeps): Promise<Engine> {
  const ctx = { actor: deps.actor, via: unlock.via, reason: 'settled after an interruption' };
  await vault.remembered.sweep(deps.keychain, { ...ctx, reason: null });
  const { store, storeKeys } = await openStore(deps);
  try {
    const { backupsDir = null } = deps;
    const owed = { vault, store, nowMs: deps.clock.nowMs(), ctx, backupsDir };
    const isLater = unlock.isUpkeepLater === true;
    const done = isLater ? nothingDone : await keepUp(owed);
    const { checkpointsFile } = deps.places;
    const watched = { vault, store, checkpointsFile };
    noteHead(watched, await headToNote(watched, unlock.acceptRollback));
    return createEngine({
      ...deps,
      vault,
      store,
      storeKeys,
      checkpointsFile,
      ...done,
      ...(isLater ? { owed } : {}),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A client for an engine of this process; closing it locks. */
export function localClient(engine: Engine, via: EventDoor): EngineClient {
  return {
    call: (name, input) => engine.call(name, input, via),
    close: () => engine.close(),
  };
}
