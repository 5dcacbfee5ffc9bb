/** A vault and a store in one folder, opened by the real code, part by part, so that a test can look into both. */
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import type { StoreKeysSource } from '../../src-core/pepper/store-keys.ts';
import type { Clock } from '../../src-core/runtime/clock.ts';
import type { RandomSource } from '../../src-core/runtime/random.ts';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import type { Vault, VaultCredential } from '../../src-core/vault/vault.ts';
import { createEngine, type Engine } from '../../src-engine/engine.ts';
import type { OpenEngineDeps } from '../../src-engine/open-engine.ts';
import { type SettledCopies, settleCopies } from '../../src-engine/settle-copies.ts';
import { CTX, secret, workbenchDeps } from '../engine/workbench.ts';

export interface HomeSession {
  readonly vault: Vault;
  readonly store: VerificationStore;
  readonly storeKeys: StoreKeysSource;
  readonly engine: Engine;
  readonly settled: SettledCopies;
}

/** The parts of the workbench with another source of randomness, for the vault too. */
export function homeDeps(home: string, clock: Clock, random: RandomSource): OpenEngineDeps {
  const deps = workbenchDeps(home, clock);
  return { ...deps, random, vault: { ...deps.vault, random } };
}

/** Opens and settles, as an unlock does. Throws what the parts throw; nothing stays open then. */
export async function openHome(
  deps: OpenEngineDeps,
  credential: VaultCredential,
): Promise<HomeSession> {
  const vault = await openVault({ path: deps.places.vaultFile, credential }, deps.vault);
  try {
    const { store, storeKeys } = await openEmbeddedStore(deps);
    try {
      const nowMs = deps.clock.nowMs();
      const settled = await settleCopies({ vault, store, nowMs, ctx: CTX });
      const { checkpointsFile } = deps.places;
      const engine = createEngine({ ...deps, vault, store, storeKeys, settled, checkpointsFile });
      return { vault, store, storeKeys, engine, settled };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    await vault.close();
    throw error;
  }
}

export function byPassword(password: string): VaultCredential {
  return { kind: 'password', password: secret(password) };
}

/** Opens without hashing, so a thousand times over. */
export function byRecovery(code: string): VaultCredential {
  return { kind: 'recovery', code: new SecretText(code) };
}
