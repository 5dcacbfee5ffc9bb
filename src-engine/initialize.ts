/**
 * First run: a vault, and the embedded store beside it. Store and store keys are made before the vault, so that a vault never exists
 * without its store; what this run made is removed again where a later step fails. A store that is there already is kept and used.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEmbeddedStore } from '../src-core/embedded/create-embedded-store.ts';
import { openEmbeddedStore } from '../src-core/embedded/open-embedded-store.ts';
import { choosePepperPlace } from '../src-core/pepper/choose-pepper-place.ts';
import type { PepperPlace } from '../src-core/pepper/store-keys.ts';
import { ensurePrivateDirectory } from '../src-core/places/ensure-private-directory.ts';
import type { Places } from '../src-core/places/places.ts';
import type { SecretBytes, SecretText } from '../src-core/secret/secret-bytes.ts';
import {
  acquireProcessLock,
  guardSqlite,
  type ProcessLock,
} from '../src-core/sqlite/sqlite-file.ts';
import { createVault } from '../src-core/vault/create-vault.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { StoreId, VaultId } from '../src-shared/ids/ids.ts';
import type { OpenEngineDeps } from './open-engine.ts';

/** Making a vault takes seconds: password hashing, and a keychain that may ask. */
const LOCK_ATTEMPTS = 400;
const LOCK_RETRY_MS = 50;

type InitializeDeps = Omit<OpenEngineDeps, 'readLastUse' | 'actor'>;

interface InitializeInput {
  readonly password: SecretBytes;
  readonly pepperPlace: 'auto' | PepperPlace;
}

export interface Initialized {
  readonly vaultId: VaultId;
  readonly storeId: StoreId;
  /** Shown once; opens the vault like the password. */
  readonly recoveryCode: SecretText;
  readonly pepperPlace: PepperPlace;
  /** What the place means for safety, in a sentence. */
  readonly explanation: string;
  /** False: the store was there already. */
  readonly isNewStore: boolean;
}

/**
 * Throws vault/exists, usage/password-rejected, keychain/…, disk/… and leaves nothing of this run behind; vault/busy where another
 * program is at it in the same folder and does not end.
 */
export async function initialize(
  input: InitializeInput,
  deps: InitializeDeps,
): Promise<Initialized> {
  const { places } = deps;
  ensurePrivateDirectory(places.dataDir);
  const lockFile = join(places.dataDir, 'init.lock');
  const lock = await acquireInitLock(lockFile);
  try {
    return await initializeAlone(input, deps);
  } finally {
    lock.release();
  }
}

/** Waits for another program that is at it: it will have made the vault by then, which is the answer to give. Throws vault/busy. */
async function acquireInitLock(lockFile: string): Promise<ProcessLock> {
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
    const lock = guardSqlite('vault', lockFile, () => acquireProcessLock(lockFile, 0));
    if (lock !== null) return lock;
    await delay(LOCK_RETRY_MS);
  }
  throw new KeywrightError('vault/busy', 'Another program is creating a vault here');
}

/** Throws vault/exists where there is a vault already. */
export function assertHomeIsFree(places: Pick<Places, 'vaultFile'>): void {
  if (!existsSync(places.vaultFile)) return;
  throw new KeywrightError('vault/exists', `There is a vault at ${places.vaultFile} already`, {
    hint: 'Unlock it with `keywright unlock`, or set KEYWRIGHT_HOME to another folder.',
  });
}

async function initializeAlone(input: InitializeInput, deps: InitializeDeps): Promise<Initialized> {
  const { places } = deps;
  assertHomeIsFree(places);
  const made = await ensureStore(input.pepperPlace, deps);
  try {
    const { vault, recoveryCode } = await createVault(
      { path: places.vaultFile, password: input.password },
      deps.vault,
    );
    await vault.close();
    return { vaultId: vault.id, recoveryCode, ...made.facts };
  } catch (error) {
    await made.undo();
    throw error;
  }
}

interface EnsuredStore {
  readonly facts: Pick<Initialized, 'storeId' | 'pepperPlace' | 'explanation' | 'isNewStore'>;
  undo(): Promise<void>;
}

async function ensureStore(
  wanted: 'auto' | PepperPlace,
  deps: InitializeDeps,
): Promise<EnsuredStore> {
  if (!existsSync(deps.places.storeFile)) return makeStore(wanted, deps);
  const { store, storeKeys } = await openEmbeddedStore(deps);
  await store.close();
  const facts = {
    storeId: store.id,
    pepperPlace: storeKeys.place,
    explanation: 'The verification store that was here already is used.',
    isNewStore: false,
  };
  return { facts, undo: async () => undefined };
}

async function makeStore(
  wanted: 'auto' | PepperPlace,
  deps: InitializeDeps,
): Promise<EnsuredStore> {
  const { place, explanation } = await choosePepperPlace(deps.keychain, wanted);
  const made = await createEmbeddedStore({ place, ctx: deps.vault.actor }, deps);
  return {
    facts: { storeId: made.storeId, pepperPlace: place, explanation, isNewStore: true },
    undo: () => made.undo(),
  };
}
