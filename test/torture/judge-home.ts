/**
 * What is wrong with a home after a crash: opened by the real code, compared with what had been acknowledged, and used once more.
 * An empty list is the verdict that nothing is.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { assertSound, openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import type { VaultEntry } from '../../src-core/vault/entry.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import { verifyBackup } from '../../src-core/vault/verify-backup.ts';
import { initialize } from '../../src-engine/initialize.ts';
import type { OpenEngineDeps } from '../../src-engine/open-engine.ts';
import { codeOfAsync } from '../code-of.ts';
import { readState, replayLog } from '../core/store/log-replay.ts';
import { ENTRY, PASSWORD, secret, steppedClock } from '../engine/workbench.ts';
import { byPassword, byRecovery, type HomeSession, homeDeps, openHome } from './home-session.ts';
import { digest, type World } from './home-world.ts';

export interface Expected {
  /** The last world that was acknowledged; null: none was. */
  readonly acked: World | null;
  /** Where the step that was under way leads; null: none was. */
  readonly next: World | null;
}

/** After every time the writers know, and later than any pending copy may stay. */
const LATER_MS = 1_900_000_000_000;

/** `backups`: where the backups of this crash lie. */
export async function judgeHome(
  home: string,
  expected: Expected,
  backups: string,
): Promise<string[]> {
  const deps = homeDeps(home, steppedClock(LATER_MS), systemRandom);
  const faults: string[] = [];
  const attempt = async (what: string, work: () => Promise<string[]>): Promise<void> => {
    try {
      faults.push(...(await work()));
    } catch (error) {
      faults.push(`${what}: ${String(error)}`);
    }
  };
  const { acked, next } = expected;
  if (acked === null) {
    await attempt('a first run', () => judgeFirstRun(deps));
    return faults;
  }
  await attempt('opening', () => judgeOpened(deps, acked, next));
  await attempt('password', () => judgePasswords(deps, acked, next));
  await attempt('backups', () => judgeBackups(acked, backups));
  return faults;
}

/** A crash in the first run leaves a whole vault, or nothing that is in the way of the next first run. */
async function judgeFirstRun(deps: OpenEngineDeps): Promise<string[]> {
  if (!existsSync(deps.places.vaultFile)) {
    await initialize({ password: secret(PASSWORD), pepperPlace: 'file' }, deps);
  }
  const session = await openHome(deps, byPassword(PASSWORD));
  try {
    return await useOnce(session);
  } finally {
    await session.engine.close();
  }
}

async function judgeOpened(
  deps: OpenEngineDeps,
  acked: World,
  next: World | null,
): Promise<string[]> {
  const session = await openHome(deps, byRecovery(acked.recoveryCode));
  try {
    return [
      ...judgeVault(session, acked, next),
      ...(await judgeStore(session, deps, acked)),
      ...(await judgeCopies(session, acked.isRestored || next?.isRestored === true)),
      ...(await useOnce(session)),
    ];
  } finally {
    await session.engine.close();
  }
}

function judgeVault({ vault }: HomeSession, acked: World, next: World | null): string[] {
  const live = new Map<string, VaultEntry>(vault.list().map((entry) => [entry.id, entry]));
  const known = new Set([...Object.keys(acked.entries), ...Object.keys(next?.entries ?? {})]);
  const secrets = [...live.values()].map(({ id }) => ({ id, ...vault.openForChange(id) }));
  const values = new Map(secrets.map(({ id, value }) => [id as string, digest(value ?? '')]));
  const tokens = new Map(
    secrets.flatMap((entry) =>
      Object.entries(entry.tokens).map(([id, token]) => [id, digest(token)] as const),
    ),
  );
  const chain = vault.verifyChain();
  return [
    ...(vault.readOnlyCause === null ? [] : [`the vault is read-only: ${vault.readOnlyCause}`]),
    ...(chain.ok ? [] : [`vault event ${chain.broken?.seq}: ${chain.broken?.why}`]),
    ...(vault.generation >= acked.generation ? [] : [`generation ${vault.generation}`]),
    ...Object.entries(acked.entries)
      .filter(([id, version]) => (live.get(id)?.version ?? 0) < version)
      .map(([id, version]) => `version ${version} of ${id} is lost`),
    ...[...live.keys()].filter((id) => !known.has(id)).map((id) => `nobody wrote ${id}`),
    ...Object.entries(acked.values)
      .filter(([id, value]) => ![value, next?.values[id]].includes(values.get(id)))
      .map(([id]) => `the secret of ${id} is another`),
    ...Object.entries(acked.tokens)
      .filter(([id, token]) => tokens.get(id) !== token)
      .map(([id]) => `the token of ${id} is lost`),
  ];
}

async function judgeStore(
  { store, storeKeys }: HomeSession,
  deps: OpenEngineDeps,
  acked: World,
): Promise<string[]> {
  const events = await store.readEvents(0, 1_000_000);
  const state = await readState(store);
  const held = new Set([...state.keys.values()].flatMap(({ versions }) => [...versions.keys()]));
  const { checkpointsFile, storeFile } = deps.places;
  const file = openSqliteFile(storeFile, { area: 'store', mode: 'read' });
  assertSound(file, 'store', storeFile);
  file.close();
  const { broken } = await verifyStoreChain({
    store,
    keys: await storeKeys.load(),
    checkpointsFile,
  });
  return [
    ...((await store.head()).seq >= acked.head ? [] : ['events of the store are lost']),
    ...(isDeepStrictEqual(state, replayLog(events)) ? [] : ['log and rows of the store differ']),
    ...(broken === null ? [] : [`store event ${broken.seq}: ${broken.why}`]),
    ...Object.keys(acked.tokens)
      .filter((id) => !held.has(id))
      .map((id) => `the store has lost ${id}`),
  ];
}

/** One truth: no copy is pending, each has its version in the store, and each version its copy. */
async function judgeCopies(session: HomeSession, mayLackCopies: boolean): Promise<string[]> {
  const copies = [...session.vault.list(), ...session.vault.listTrash()].flatMap(
    (entry) => entry.overview.issued?.copies ?? [],
  );
  const keys = await session.store.listKeys({});
  const versions = new Set<string>(keys.flatMap((key) => key.versions.map(({ id }) => id)));
  const copied = new Set<string>(copies.map(({ versionId }) => versionId));
  return [
    ...copies.filter(({ state }) => state === 'pending').map(() => 'a copy is still pending'),
    ...[...copied].filter((id) => !versions.has(id)).map((id) => `a copy of nothing: ${id}`),
    ...[...versions]
      .filter((id) => !mayLackCopies && !copied.has(id))
      .map((id) => `no copy of ${id}`),
  ];
}

async function useOnce({ engine }: HomeSession): Promise<string[]> {
  const used = await codeOfAsync(() => engine.call('entry:add', ENTRY, 'cli'));
  const isUsable = typeof used === 'object' && used !== null && 'returned' in used;
  return isUsable ? [] : [`a further write fails: ${String(used)}`];
}

/** Exactly one opens; the new one where its change was acknowledged. Hashing is slow, so only where passwords are in question. */
async function judgePasswords(
  deps: OpenEngineDeps,
  acked: World,
  next: World | null,
): Promise<string[]> {
  const candidates = [...new Set([acked.password, next?.password ?? acked.password])];
  if (candidates.length === 1 && acked.step !== 'password') return [];
  const opening: string[] = [];
  for (const password of candidates) {
    const code = await codeOfAsync(async () => {
      const path = deps.places.vaultFile;
      const vault = await openVault({ path, credential: byPassword(password) }, deps.vault);
      await vault.close();
    });
    if (typeof code === 'object') opening.push(password);
    else if (code !== 'vault/wrong-password') return [`a password fails with ${String(code)}`];
  }
  return opening.length === 1 ? [] : [`${opening.length} passwords open`];
}

/** What was acknowledged is there, and whatever has a backup's name is whole. */
async function judgeBackups(acked: World, backups: string): Promise<string[]> {
  const faults: string[] = [];
  const present = existsSync(backups) ? readdirSync(backups).filter(isBackup) : [];
  for (const { file } of acked.backups) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    if (!present.includes(name)) faults.push(`backup ${name} is lost`);
  }
  for (const name of present) {
    await verifyBackup(join(backups, name), byRecovery(acked.recoveryCode));
  }
  return faults;
}

function isBackup(name: string): boolean {
  return name.endsWith('.kw');
}
