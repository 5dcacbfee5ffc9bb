/** Opens vault and store together and settles what a crash left between them; the client that comes back runs in this process. */

import { openEmbeddedStore } from '../src-core/embedded/open-embedded-store.ts';
import type { Keychain } from '../src-core/keychain/keychain.ts';
import type { Places } from '../src-core/places/places.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { RandomSource } from '../src-core/runtime/random.ts';
import { keepDailyBackup } from '../src-core/vault/automatic-backups.ts';
import { openVault, type VaultOpening } from '../src-core/vault/open-vault.ts';
import type { UnlockWay, Vault } from '../src-core/vault/vault.ts';
import type { VaultDeps } from '../src-core/vault/vault-deps.ts';
import type { EngineClient } from '../src-shared/contract/engine-answers.ts';
import type { ErrorCode } from '../src-shared/error/error-codes.ts';
import type { EventDoor } from '../src-shared/model/store-records.ts';
import { createEngine, type Engine } from './engine.ts';
import { settleCopies } from './settle-copies.ts';
import { headToNote, noteHead } from './store-watch.ts';

export interface OpenEngineDeps {
  readonly places: Places;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly keychain: Keychain;
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
  const { store, storeKeys } = await openEmbeddedStore(deps);
  try {
    const settled = await settleCopies({
      vault,
      store,
      nowMs: deps.clock.nowMs(),
      ctx,
    });
    const { checkpointsFile } = deps.places;
    const watched = { vault, store, checkpointsFile };
    noteHead(watched, await headToNote(watched, unlock.acceptRollback));
    const backupFault = await backUpOnceADay(vault, deps);
    return createEngine({
      ...deps,
      vault,
      store,
      storeKeys,
      settled,
      checkpointsFile,
      backupFault,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function backUpOnceADay(vault: Vault, deps: OpenEngineDeps): Promise<ErrorCode | null> {
  if (deps.backupsDir === undefined) return null;
  const place = { folder: deps.backupsDir, nowMs: deps.clock.nowMs() };
  return await keepDailyBackup(vault, place);
}

/** A client for an engine of this process; closing it locks. */
export function localClient(engine: Engine, via: EventDoor): EngineClient {
  return {
    call: (name, input) => engine.call(name, input, via),
    close: () => engine.close(),
  };
}
