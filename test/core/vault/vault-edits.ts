/** What someone with an SQL shell can do to a vault file; the older copy is attached as `older`. True where something changed. */
import { randomBytes } from 'node:crypto';
import type { SqliteDatabase } from '../../../src-core/sqlite/sqlite-file.ts';
import type { SeededChoice } from './seeded-choice.ts';

type Edit = (db: SqliteDatabase, choice: SeededChoice) => boolean;
type EntryTable = 'entries' | 'history' | 'trash';

const ENTRY_TABLES: readonly EntryTable[] = ['entries', 'history', 'trash'];

function run(db: SqliteDatabase, sql: string, ...values: unknown[]): boolean {
  try {
    return db.prepare(sql).run(...values).changes > 0;
  } catch (error) {
    // A CHECK or a key that refuses the edit protected the file already.
    if (String((error as { code?: string }).code).startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}

function ids(db: SqliteDatabase, table: string): string[] {
  return db.prepare(`SELECT id FROM ${table}`).pluck().all() as string[];
}

function flipBlob(
  db: SqliteDatabase,
  choice: SeededChoice,
  column: 'overview' | 'secret',
): boolean {
  const table = choice.of(ENTRY_TABLES);
  const id = choice.of(ids(db, table));
  const sql = `SELECT ${column} FROM ${table} WHERE id = ?`;
  const blob = db.prepare(sql).pluck().get(id) as Buffer;
  // Head, salt, commitment or tag: what the manifest covers without opening a secret.
  const at = choice.below(2) === 0 ? choice.below(61) : blob.length - 1 - choice.below(16);
  blob[at] = (blob[at] ?? 0) ^ (1 << choice.below(8));
  return run(db, `UPDATE ${table} SET ${column} = ? WHERE id = ?`, blob, id);
}

function schemaEdit(sql: string): Edit {
  return (db) => {
    db.exec(sql);
    return true;
  };
}

export const vaultEdits: Readonly<Record<string, Edit>> = {
  'delete an entry': (db, choice) =>
    run(db, 'DELETE FROM entries WHERE id = ?', choice.of(ids(db, 'entries'))),
  'empty the history': (db) => run(db, 'DELETE FROM history'),
  'delete a former state': (db, choice) =>
    run(db, 'DELETE FROM history WHERE id = ?', choice.of(ids(db, 'history'))),
  'empty the trash': (db) => run(db, 'DELETE FROM trash'),
  'delete any event': (db, choice) =>
    run(db, 'DELETE FROM audit WHERE seq = ?', 1 + choice.below(8)),
  'cut the last events': (db, choice) =>
    run(db, 'DELETE FROM audit WHERE seq > (SELECT max(seq) FROM audit) - ?', 1 + choice.below(4)),
  'double the last event': (db) =>
    run(db, 'INSERT INTO audit SELECT seq + 1, hash, event FROM audit ORDER BY seq DESC LIMIT 1'),
  'swap two events': (db) =>
    run(
      db,
      'UPDATE audit SET event = (SELECT event FROM audit AS o WHERE o.seq = 5 - audit.seq) WHERE seq IN (2, 3)',
    ),
  'edit a hash of the chain': (db, choice) =>
    run(db, 'UPDATE audit SET hash = ? WHERE seq = ?', randomBytes(32), 1 + choice.below(8)),
  'replay an older entry': (db) =>
    run(
      db,
      `REPLACE INTO entries SELECT o.* FROM older.entries o
       JOIN entries n ON n.id = o.id WHERE n.version > o.version`,
    ),
  'replay one older entry': (db) =>
    run(
      db,
      `REPLACE INTO entries SELECT o.* FROM older.entries o
       JOIN entries n ON n.id = o.id WHERE n.version > o.version LIMIT 1`,
    ),
  'bring back a trashed entry': (db) =>
    run(
      db,
      'INSERT INTO entries SELECT * FROM older.entries WHERE id NOT IN (SELECT id FROM entries)',
    ),
  'move an entry from the trash to the list': (db) =>
    run(db, 'INSERT INTO entries SELECT * FROM trash LIMIT 1') &&
    run(db, 'DELETE FROM trash WHERE id IN (SELECT id FROM entries)'),
  'move an entry to the trash': (db) =>
    run(db, 'INSERT INTO trash SELECT * FROM entries LIMIT 1') &&
    run(db, 'DELETE FROM entries WHERE id IN (SELECT id FROM trash)'),
  'swap list and trash': (db, choice) => {
    const listed = choice.of(ids(db, 'entries'));
    const trashed = choice.of(ids(db, 'trash'));
    return (
      run(db, 'INSERT INTO entries SELECT * FROM trash WHERE id = ?', trashed) &&
      run(db, 'INSERT INTO trash SELECT * FROM entries WHERE id = ?', listed) &&
      run(db, 'DELETE FROM entries WHERE id = ?', listed) &&
      run(db, 'DELETE FROM trash WHERE id = ?', trashed)
    );
  },
  'put a former state back as the newest': (db) =>
    run(db, 'REPLACE INTO entries SELECT * FROM history LIMIT 1'),
  'double an entry under another id': (db) =>
    run(
      db,
      "INSERT INTO entries SELECT substr(id, 1, 25) || '0', version, overview, secret FROM entries LIMIT 1",
    ),
  'swap the secrets of two entries': (db) =>
    run(
      db,
      `UPDATE entries SET secret = (SELECT secret FROM entries AS o WHERE o.id != entries.id LIMIT 1)`,
    ),
  'give a secret as an overview': (db) => run(db, 'UPDATE entries SET overview = secret'),
  'raise a version': (db, choice) =>
    run(db, 'UPDATE entries SET version = version + 1 WHERE id = ?', choice.of(ids(db, 'entries'))),
  'flip a bit of an overview': (db, choice) => flipBlob(db, choice, 'overview'),
  'flip a bit of a secret': (db, choice) => flipBlob(db, choice, 'secret'),
  'edit type or epoch of a secret': (db, choice) => {
    const id = choice.of(ids(db, 'entries'));
    const blob = db.prepare('SELECT secret FROM entries WHERE id = ?').pluck().get(id) as Buffer;
    const at = choice.below(5);
    blob[at] = (blob[at] ?? 0) ^ (1 << choice.below(8));
    return run(db, 'UPDATE entries SET secret = ? WHERE id = ?', blob, id);
  },
  'empty a secret': (db) => run(db, "UPDATE entries SET secret = x''"),
  'lower the hashing of the password': (db) =>
    run(db, "UPDATE slots SET memory_kib = 19456, passes = 2, lanes = 2 WHERE kind = 'password'"),
  'drop the password slot': (db) => run(db, "DELETE FROM slots WHERE kind = 'password'"),
  'drop the recovery slot': (db) => run(db, "DELETE FROM slots WHERE kind = 'recovery'"),
  'double a slot': (db) =>
    run(
      db,
      `INSERT INTO slots SELECT ?, kind, epoch, created_ms, expires_ms, memory_kib, passes, lanes, salt, wrapped
       FROM slots WHERE kind = 'password'`,
      randomBytes(16),
    ),
  'let a slot expire': (db) => run(db, 'UPDATE slots SET expires_ms = 1'),
  'edit a wrapped key': (db) =>
    run(db, "UPDATE slots SET wrapped = ? WHERE kind = 'password'", randomBytes(80)),
  'rename the vault': (db) =>
    run(db, "UPDATE meta SET vault = substr(vault, 1, 25) || 'x' WHERE vault NOT LIKE '%x'"),
  'raise the epoch': (db) => run(db, 'UPDATE meta SET epoch = epoch + 1'),
  'edit the day of creation': (db) => run(db, 'UPDATE meta SET created_ms = created_ms + 1'),
  'add a setting': (db) => run(db, "INSERT INTO settings VALUES ('x', 1, ?)", randomBytes(140)),
  'replay the manifest': (db) =>
    run(
      db,
      `UPDATE manifest SET generation = (SELECT generation FROM older.manifest),
       sealed = (SELECT sealed FROM older.manifest)`,
    ),
  'raise the generation': (db) => run(db, 'UPDATE manifest SET generation = generation + 1'),
  'drop the manifest': (db) => run(db, 'DELETE FROM manifest'),
  'flip a bit of the manifest': (db, choice) => {
    const blob = db.prepare('SELECT sealed FROM manifest').pluck().get() as Buffer;
    const at = choice.below(blob.length);
    blob[at] = (blob[at] ?? 0) ^ (1 << choice.below(8));
    return run(db, 'UPDATE manifest SET sealed = ?', blob);
  },
  'add a trigger': schemaEdit(
    'CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM trash; END',
  ),
  'add a view': schemaEdit('CREATE VIEW v AS SELECT * FROM entries'),
  'add an index': schemaEdit('CREATE INDEX i ON entries (version)'),
  'add a table': schemaEdit('CREATE TABLE t (x)'),
  'add a column': schemaEdit('ALTER TABLE meta ADD COLUMN x INTEGER'),
  'rename a column': schemaEdit('ALTER TABLE entries RENAME COLUMN secret TO secrets'),
  analyze: schemaEdit('ANALYZE entries'),
};
