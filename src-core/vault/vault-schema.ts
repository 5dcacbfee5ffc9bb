/**
 * The tables of a vault file, exactly as their text stands in it. The manifest seals the SHA-256 of this text, and an unlocked vault
 * compares it, so that a trigger, view, index or column that is not ours makes the file "changed outside" (docs/vault-format.md, "Tables").
 */
import { createHash } from 'node:crypto';
import type { SqliteDatabase } from '../sqlite/sqlite-file.ts';

/** "KWV1". */
export const VAULT_APPLICATION_ID = 0x4b575631;
export const VAULT_FORMAT_VERSION = 1;

const VAULT_SCHEMA: readonly string[] = [
  `CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  vault TEXT NOT NULL CHECK (length(vault) = 26),
  format INTEGER NOT NULL CHECK (format = 1),
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  created_ms INTEGER NOT NULL
) STRICT`,
  `CREATE TABLE slots (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('password', 'recovery', 'keychain')),
  epoch INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  memory_kib INTEGER NOT NULL,
  passes INTEGER NOT NULL,
  lanes INTEGER NOT NULL,
  salt BLOB NOT NULL,
  wrapped BLOB NOT NULL CHECK (length(wrapped) = 80)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE entries (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
  version INTEGER NOT NULL CHECK (version >= 1),
  overview BLOB NOT NULL,
  secret BLOB NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE history (
  id TEXT NOT NULL CHECK (length(id) = 26),
  version INTEGER NOT NULL CHECK (version >= 1),
  overview BLOB NOT NULL,
  secret BLOB NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE trash (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
  version INTEGER NOT NULL CHECK (version >= 1),
  overview BLOB NOT NULL,
  secret BLOB NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE audit (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  event BLOB NOT NULL
) STRICT`,
  `CREATE TABLE manifest (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  generation INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT`,
];

/** Sorted, each on lines of its own: the text that SHA-256 is taken of. */
const EXPECTED_SCHEMA_TEXT = VAULT_SCHEMA.toSorted().join('\n');

export const EXPECTED_SCHEMA_HASH: Buffer = createHash('sha256')
  .update(EXPECTED_SCHEMA_TEXT)
  .digest();

/** Creates the tables in an empty file and marks it as a vault. */
export function createVaultSchema(db: SqliteDatabase): void {
  db.pragma(`application_id = ${VAULT_APPLICATION_ID}`);
  db.pragma(`user_version = ${VAULT_FORMAT_VERSION}`);
  for (const statement of VAULT_SCHEMA) db.exec(statement);
}

/** Whether the file holds our tables as we wrote them, and nothing else. */
export function hasExpectedSchema(db: SqliteDatabase): boolean {
  const rows = db.prepare('SELECT sql FROM sqlite_schema').pluck().all();
  return rows.map(String).toSorted().join('\n') === EXPECTED_SCHEMA_TEXT;
}
