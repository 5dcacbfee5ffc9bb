/** The real parts behind the terminal: files in their places, the OS keychain, the clipboard, the agent, the server. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClipboard } from '../../src-core/clipboard/clipboard.ts';
import { clipboardAdvice, clipboardPrograms } from '../../src-core/clipboard/clipboard-program.ts';
import { normalizePassword } from '../../src-core/crypto/password.ts';
import { inspectKeychain } from '../../src-core/keychain/inspect-keychain.ts';
import type { Keychain } from '../../src-core/keychain/keychain.ts';
import { createKeytarKeychain } from '../../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../../src-core/keychain/spawn-keytar.ts';
import { type Places, resolvePlaces } from '../../src-core/places/places.ts';
import { locateProgramFiles, type ProgramFiles } from '../../src-core/places/program-files.ts';
import { findRepairs } from '../../src-core/repair/find-repairs.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';
import { configuredStore } from '../../src-core/shared-store/configured-store.ts';
import { listBackups } from '../../src-core/vault/automatic-backups.ts';
import { restoreBackup } from '../../src-core/vault/restore-backup.ts';
import { readVaultHeader, type VaultHeader } from '../../src-core/vault/vault-header.ts';
import { verifyBackup } from '../../src-core/vault/verify-backup.ts';
import { connectAgent, stopAgent } from '../../src-engine/agent/connect-agent.ts';
import { startAgent } from '../../src-engine/agent/start-agent.ts';
import { backupsDir, engineDeps } from '../../src-engine/compose.ts';
import { assertHomeIsFree, initialize } from '../../src-engine/initialize.ts';
import { localClient, type OpenEngineDeps, openEngine } from '../../src-engine/open-engine.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Backends } from './backends.ts';
import { repairDeps } from './repair-deps.ts';
import { composeSharedStore } from './shared-store-backends.ts';
import { composeStoreBackends } from './store-backends.ts';

interface System {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The Node that runs child processes. */
  readonly nodeFile: string;
  readonly version: string;
  /** Of --store; null: not given. */
  readonly storeUrl: string | null;
}

export interface BackendParts extends System {
  readonly places: Places;
  readonly keychain: Keychain;
  readonly engine: OpenEngineDeps;
  readonly files: ProgramFiles;
}

export function composeBackends(system: System): Backends {
  const { env, platform, nodeFile } = system;
  const places = resolvePlaces(env, platform);
  const files = locateProgramFiles();
  const keychain = createKeytarKeychain({
    random: systemRandom,
    driver: spawnKeytar({ childFile: fileURLToPath(files.keytarChild), nodeFile, env }),
    platform,
  });
  const shared = configuredStore({ url: system.storeUrl, env, keychain });
  const engine = { ...engineDeps({ places, keychain }), shared };
  const parts = { ...system, places, keychain, files, engine };
  return {
    ...composeVaultBackends(parts),
    ...composeStoreBackends(parts),
    ...composeClipboard(parts),
    sharedStore: composeSharedStore(parts),
    keychain,
    inspectKeychain: () => inspectKeychain(keychain),
    findRepairs: () => findRepairs(repairDeps(places)),
  };
}

type VaultBackends = Pick<
  Backends,
  | 'hasVault'
  | 'inspectVault'
  | 'passwordHashing'
  | 'rememberedUntilMs'
  | 'assertHomeIsFree'
  | 'initialize'
  | 'refusePassword'
  | 'connectAgent'
  | 'openEngine'
  | 'startAgent'
  | 'stopAgent'
  | 'listBackups'
  | 'verifyBackup'
  | 'restoreBackup'
>;

function composeVaultBackends({ places, engine, env, files }: BackendParts): VaultBackends {
  return {
    hasVault: () => existsSync(places.vaultFile),
    inspectVault: () => void readVaultHeader(places.vaultFile),
    passwordHashing: () => readVaultHeader(places.vaultFile).kdf,
    rememberedUntilMs: () => readVaultHeader(places.vaultFile).rememberedUntilMs,
    assertHomeIsFree: () => assertHomeIsFree(places),
    initialize: (password, pepperPlace) => initialize({ password, pepperPlace }, engine),
    refusePassword: findPasswordFault,
    // The agent holds the embedded store open.
    connectAgent: async () => (isShared(engine) ? null : connectAgent(places, 'cli')),
    openEngine: async ({ credential, acceptsRollback }) => {
      const unlock = { credential, acceptRollback: acceptsRollback, via: 'cli' as const };
      return localClient(await openEngine(unlock, engine), 'cli');
    },
    startAgent: async ({ credential, acceptsRollback }, idleMs) => {
      refuseShared(engine);
      return startAgent({
        credential,
        acceptRollback: acceptsRollback,
        idleMs,
        entry: files.agent,
        env,
      });
    },
    stopAgent: () => stopAgent(places, 'cli'),
    listBackups: () => listBackups(backupsDir(places), headerOrNull(places.vaultFile)),
    verifyBackup,
    restoreBackup: (file, credential) =>
      restoreBackup({ backupPath: file, vaultPath: places.vaultFile }, credential, engine.vault),
  };
}

/** Null where there is no vault that could be read: its backups can be listed all the same. */
function headerOrNull(path: string): VaultHeader | null {
  try {
    return readVaultHeader(path);
  } catch (error) {
    if (error instanceof KeywrightError) return null;
    throw error;
  }
}

function isShared({ shared = null }: OpenEngineDeps): boolean {
  return shared !== null;
}

function refuseShared(engine: OpenEngineDeps): void {
  if (!isShared(engine)) return;
  throw new KeywrightError(
    'usage/invalid-argument',
    'Staying unlocked is for the embedded store: with a shared store each command asks for the password',
    { hint: 'Leave out --store and KEYWRIGHT_STORE, or pass --password-file to each command.' },
  );
}

function composeClipboard(parts: BackendParts): Pick<Backends, 'clipboard' | 'clipboardAdvice'> {
  const { engine, env, platform, nodeFile, files } = parts;
  const hasProgram = clipboardPrograms(env, platform).length > 0;
  return {
    clipboard: createClipboard({
      random: engine.random,
      env,
      platform,
      nodeFile,
      childFile: fileURLToPath(files.clipboardClearChild),
    }),
    clipboardAdvice: () => (hasProgram ? null : clipboardAdvice(env, platform)),
  };
}

/** Why a new password cannot be taken, or null; for the prompt, which asks again. */
function findPasswordFault(text: string): string | null {
  const typed = new SecretBytes(Buffer.from(text, 'utf8'));
  try {
    normalizePassword(typed).wipe();
    return null;
  } catch (error) {
    if (error instanceof KeywrightError) return error.publicMessage;
    throw error;
  } finally {
    typed.wipe();
  }
}
