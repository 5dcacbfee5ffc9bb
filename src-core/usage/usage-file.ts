/**
 * The file usage.db: who used what and when, apart from the store so that writing it never disturbs the verifier's freshness check.
 * Losing its last second is allowed, so it runs with synchronous=NORMAL. `version_use` is of valid verifications only;
 * `hourly_use` counts every outcome after the secret matched; nothing is kept about strangers.
 */
import { existsSync } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../sqlite/sqlite-file.ts';

/** "KWUS" */
const APPLICATION_ID = 0x4b575553;
const SCHEMA_VERSION = 1;
/** Verifications must not wait long for another writer of this file; the batch waits instead. */
const BUSY_TIMEOUT_MS = 50;

const SCHEMA = `
CREATE TABLE seen_time (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  latest_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE version_use (
  version_id TEXT PRIMARY KEY CHECK (length(version_id) = 12),
  key_id TEXT NOT NULL CHECK (length(key_id) = 26),
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX version_use_by_key ON version_use (key_id);
CREATE TABLE hourly_use (
  key_id TEXT NOT NULL CHECK (length(key_id) = 26),
  version_id TEXT NOT NULL CHECK (length(version_id) = 12),
  outcome TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 32),
  hour_ms INTEGER NOT NULL CHECK (hour_ms % 3600000 = 0),
  calls INTEGER NOT NULL CHECK (calls > 0),
  PRIMARY KEY (key_id, version_id, outcome, hour_ms)
) STRICT, WITHOUT ROWID;
`;

/** Opens the file for writing, creating it (0600) where there is none. Throws store/newer, store/foreign, store/damaged … */
export function openUsageForWriting(path: string): SqliteDatabase {
  const mode = existsSync(path) ? 'write' : 'create';
  const db = openSqliteFile(path, { area: 'usage', mode, synchronous: 'NORMAL' });
  return checkedOrClosed(db, path, () => {
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    if (isEmpty(db)) createSchema(db);
    assertReadable(db, path);
  });
}

/** Opens the file for reading; null where there is none yet. Throws as openUsageForWriting. */
export function openUsageForReading(path: string): SqliteDatabase | null {
  if (!existsSync(path)) return null;
  const db = openSqliteFile(path, { area: 'usage', mode: 'read' });
  let isNew = false;
  checkedOrClosed(db, path, () => {
    isNew = isEmpty(db);
    if (!isNew) assertReadable(db, path);
  });
  if (!isNew) return db;
  db.close();
  return null;
}

function checkedOrClosed(db: SqliteDatabase, path: string, check: () => void): SqliteDatabase {
  try {
    guardSqlite('usage', path, check);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A file that was made but not filled: its maker was killed in between. */
function isEmpty(db: SqliteDatabase): boolean {
  return db.pragma('application_id', { simple: true }) === 0 && countTables(db) === 0;
}

function countTables(db: SqliteDatabase): number {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
}

function createSchema(db: SqliteDatabase): void {
  const create = db.transaction(() => {
    if (!isEmpty(db)) return;
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    db.exec(SCHEMA);
  });
  create.immediate();
}

function assertReadable(db: SqliteDatabase, path: string): void {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new KeywrightError('store/foreign', `${path} is not a usage file`);
  }
  const version = db.pragma('user_version', { simple: true });
  if (version === SCHEMA_VERSION) return;
  const isNewer = Number(version) > SCHEMA_VERSION;
  throw new KeywrightError(
    isNewer ? 'store/newer' : 'store/damaged',
    `${path} has usage schema ${String(version)}; this program knows ${SCHEMA_VERSION}`,
  );
}
