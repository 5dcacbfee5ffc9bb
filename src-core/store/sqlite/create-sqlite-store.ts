/**
 * Creates a store file whole or not at all: written beside its place under another name, then linked to it, so that a crash leaves no
 * half store and two creators at once leave one.
 */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { genesisHash } from '../../audit/audit-chain.ts';
import { assertPepperMatches } from '../../pepper/assert-pepper-matches.ts';
import type { StoreKeys } from '../../pepper/store-keys.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { usToMs } from '../stamp-instant.ts';
import { storeCreated } from '../store-events.ts';
import type { MutationContext, PepperRow, VerificationStore } from '../verification-store.ts';
import { insertPepper } from './catalog-rows.ts';
import { changeAndAppend } from './change-and-append.ts';
import { migrate, SCHEMA_VERSION } from './migrations/migrations.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { STORE_APPLICATION_ID } from './store-header.ts';
import type { SqliteStoreDeps } from './store-session.ts';

export interface NewStore {
  readonly path: string;
  readonly id: StoreId;
  readonly pepper: Pick<PepperRow, 'id' | 'place' | 'check'>;
  /** Who creates it; left out: the program by itself. */
  readonly ctx?: MutationContext;
}

const BY_ITSELF: MutationContext = { actor: 'keywright', via: 'cli', reason: null };

/** Throws store/exists, pepper/unavailable, pepper/mismatch, store/read-only, disk/full; then there is no file. */
export async function createSqliteStore(
  store: NewStore,
  deps: SqliteStoreDeps,
): Promise<VerificationStore> {
  const keys = await deps.keys.load();
  assertPepperMatches(keys, [store.pepper]);
  const draft = `${store.path}.new-${deps.random.bytes(6).toString('hex')}`;
  try {
    writeDraft(draft, store, { deps, keys });
    guardSqlite('store', store.path, () => publishDraft(draft, store.path));
  } finally {
    discardDraft(draft);
  }
  return openSqliteStore(store.path, deps);
}

/** One that cannot be removed is in nobody's way. */
function discardDraft(draft: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      rmSync(draft + suffix, { force: true });
    } catch {
      return;
    }
  }
}

interface Making {
  readonly deps: SqliteStoreDeps;
  readonly keys: StoreKeys;
}

function writeDraft(draft: string, store: NewStore, making: Making): void {
  const db = openSqliteFile(draft, { area: 'store', mode: 'create' });
  try {
    guardSqlite('store', store.path, () => fillStore(db, store, making));
  } finally {
    db.close();
  }
}

function fillStore(db: SqliteDatabase, store: NewStore, { deps, keys }: Making): void {
  const clockMs = deps.clock.nowMs();
  db.pragma(`application_id = ${STORE_APPLICATION_ID}`);
  migrate(db);
  db.transaction(() => {
    insertFirstRows(db, store, usToMs(clockMs * 1_000));
    const inputs = {
      clockMs,
      latestSeenMs: 0,
      random: deps.random,
      auditKey: keys.auditKey,
      ctx: store.ctx ?? BY_ITSELF,
    };
    changeAndAppend(db, inputs, ({ nowMs }) => {
      insertPepper(db, { ...store.pepper, createdAtMs: nowMs });
      return { result: null, events: [storeCreated(store.pepper, SCHEMA_VERSION)] };
    });
  }).immediate();
  db.pragma('wal_checkpoint(TRUNCATE)');
}

function insertFirstRows(db: SqliteDatabase, store: NewStore, nowMs: number): void {
  db.prepare('INSERT INTO meta (id, store_id, created_at_ms) VALUES (1, ?, ?)').run(
    store.id,
    nowMs,
  );
  db.prepare('INSERT INTO head (id, seq, hash, at_us) VALUES (1, 0, ?, 0)').run(
    genesisHash(store.id),
  );
}

/** A link refuses a name that is taken, in one step; the folder is flushed so that the name survives a power cut. */
function publishDraft(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') throw taken(path);
    if (!WITHOUT_LINKS.has(code)) throw error;
    if (existsSync(path)) throw taken(path);
    renameSync(draft, path);
  }
  if (process.platform !== 'win32') flushFolder(dirname(path));
}

/** What file systems without hard links answer (exFAT, some network shares). */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

function taken(path: string): KeywrightError {
  return new KeywrightError('store/exists', `There is a file at ${path} already`);
}

function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
