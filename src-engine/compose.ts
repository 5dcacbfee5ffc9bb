/** Builds the agent process: real clock, randomness, keychain and places. The only file here that makes its own parts. */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standardKdf } from '../src-core/crypto/kdf-parameters.ts';
import type { Keychain } from '../src-core/keychain/keychain.ts';
import { createKeytarKeychain } from '../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../src-core/keychain/spawn-keytar.ts';
import { ensurePrivateDirectory } from '../src-core/places/ensure-private-directory.ts';
import { type Places, resolvePlaces } from '../src-core/places/places.ts';
import { locateProgramFiles } from '../src-core/places/program-files.ts';
import { systemClock } from '../src-core/runtime/clock.ts';
import { localActor } from '../src-core/runtime/local-actor.ts';
import { systemRandom } from '../src-core/runtime/random.ts';
import { acquireProcessLock, guardSqlite } from '../src-core/sqlite/sqlite-file.ts';
import { lastUseOrNone } from '../src-core/usage/tolerant-usage.ts';
import { KeychainRollbackMark } from '../src-core/vault/keychain-rollback-mark.ts';
import type { UnlockWay } from '../src-core/vault/vault.ts';
import type { EngineStatus } from '../src-shared/contract/engine-answers.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { type RunningAgent, serveAgent } from './agent/agent-server.ts';
import { type OpenEngineDeps, openEngine } from './open-engine.ts';

/** The mark only warns, so a keychain that does not answer holds nothing up for long. */
const MARK_TIMEOUT_MS = 3_000;

interface EngineSurroundings {
  readonly places: Places;
  readonly keychain: Keychain;
}

/** What the engine needs, from the real system. The terminal builds its in-process engine from the same parts. */
export function engineDeps(surroundings: EngineSurroundings): OpenEngineDeps {
  const { places, keychain } = surroundings;
  const actor = localActor();
  return {
    places,
    keychain,
    actor,
    clock: systemClock,
    random: systemRandom,
    readLastUse: () => lastUseOrNone(places.usageFile),
    backupsDir: backupsDir(places),
    vault: {
      clock: systemClock,
      random: systemRandom,
      kdf: standardKdf,
      actor: { actor, via: 'cli', reason: null },
      rollbackMark: new KeychainRollbackMark({
        keychain,
        vaultPath: places.vaultFile,
        timeoutMs: MARK_TIMEOUT_MS,
      }),
    },
  };
}

/** Where the automatic backups lie. */
export function backupsDir(places: Places): string {
  return join(places.dataDir, 'backups');
}

/** Held by the agent for as long as it lives. */
export function agentLockPath(socketPath: string): string {
  return `${socketPath}.lock`;
}

interface AgentOrder {
  readonly credential: UnlockWay;
  readonly acceptRollback: boolean;
  readonly idleMs: number;
}

/** Unlocks and serves. Throws agent/unavailable where another agent holds this vault already, and what unlocking throws. */
export async function composeAgent(
  order: AgentOrder,
): Promise<RunningAgent & { readonly status: EngineStatus }> {
  const places = resolvePlaces(process.env, process.platform);
  const keychain = createKeytarKeychain({
    random: systemRandom,
    driver: spawnKeytar({
      childFile: fileURLToPath(locateProgramFiles().keytarChild),
      nodeFile: process.execPath,
      env: process.env,
    }),
    platform: process.platform,
  });
  const lock = claimSocket(places.agentSocket);
  const deps = engineDeps({ places, keychain });
  const engine = await openEngine({ ...order, via: 'cli' }, deps);
  const status = await engine.call('engine:status', {}, 'cli');
  const agent = await serveAgent({
    engine,
    socketPath: places.agentSocket,
    idleMs: order.idleMs,
    clock: systemClock,
  });
  const ended = agent.ended.finally(() => lock?.release());
  return { ...agent, ended, status };
}

/** One agent a vault: its lock is held for life, so that a socket found beside a free lock is a leftover. */
function claimSocket(socketPath: string): { release(): void } | null {
  if (process.platform === 'win32') return null;
  const directory = dirname(socketPath);
  ensurePrivateDirectory(directory);
  const lockFile = agentLockPath(socketPath);
  const lock = guardSqlite('vault', lockFile, () => acquireProcessLock(lockFile, 1_000));
  if (lock === null) {
    throw new KeywrightError('agent/unavailable', 'Another agent holds this vault already');
  }
  rmSync(socketPath, { force: true });
  return lock;
}
