/** What is done to the good vault file to make each bad one, and the verdict a reader must come to. */

export interface FileEdit {
  readonly name: string;
  /** Which of the credentials at hand is tried. */
  readonly by: 'password' | 'recovery' | 'former recovery' | 'keychain';
  readonly verdict: string;
  readonly reason: string;
  /** Run on the file, with the older copy attached as `older`. */
  readonly sql: readonly string[];
  /** Applied to the bytes of the file afterwards. */
  readonly bytes?: (file: Buffer) => Buffer;
}

export function changed(name: string, reason: string, ...sql: string[]): FileEdit {
  return { name, by: 'recovery', verdict: 'changed-outside', reason, sql };
}

export function kdf(name: string, reason: string, set: string): FileEdit {
  const sql = [`UPDATE slots SET ${set} WHERE kind = 'password'`];
  return { name, by: 'password', verdict: 'kdf-refused', reason, sql };
}

export function bytes(
  name: string,
  { verdict, reason }: { verdict: string; reason: string },
  edit: (file: Buffer) => Buffer,
): FileEdit {
  return { name, by: 'recovery', verdict, reason, sql: [], bytes: edit };
}

/** The column with another last byte. */
export const flipped = (column: string): string =>
  `unhex(substr(hex(${column}), 1, 2 * length(${column}) - 2) ||
   CASE substr(hex(${column}), -2) WHEN '00' THEN '01' ELSE '00' END)`;

export const TWO_ENTRIES = 'id IN (SELECT id FROM main.entries ORDER BY id LIMIT 2)';

/** Two rows have each other’s `column`: those where `which` holds, by their `id`. A subquery alone would see the first row changed. */
export function exchanged(
  table: string,
  { column, id, which }: { readonly column: string; readonly id: string; readonly which: string },
): string[] {
  return [
    `CREATE TEMP TABLE before AS SELECT ${id} AS id, ${column} AS value FROM ${table} WHERE ${which}`,
    `UPDATE ${table} SET ${column} = (SELECT value FROM before WHERE before.id != ${table}.${id}) WHERE ${which}`,
    'DROP TABLE before',
  ];
}

export const fileEdits: readonly FileEdit[] = [
  changed(
    'entry-deleted',
    'an entry is gone',
    'DELETE FROM entries WHERE id = (SELECT min(id) FROM entries)',
  ),
  changed('history-emptied', 'former states are gone', 'DELETE FROM history'),
  changed('trash-emptied', 'the trash is gone', 'DELETE FROM trash'),
  changed('event-deleted', 'an event is gone', 'DELETE FROM audit WHERE seq = 3'),
  changed('events-cut', 'the last events are gone', 'DELETE FROM audit WHERE seq > 5'),
  changed(
    'events-swapped',
    'two events changed places',
    ...exchanged('audit', { column: 'event', id: 'seq', which: 'seq IN (2, 3)' }),
  ),
  changed(
    'event-hash-edited',
    'a hash of the chain is another',
    `UPDATE audit SET hash = ${flipped('hash')} WHERE seq = 2`,
  ),
  changed(
    'entry-replayed',
    'an entry is an older version of itself',
    'REPLACE INTO entries SELECT o.* FROM older.entries o JOIN entries n ON n.id = o.id WHERE n.version > o.version LIMIT 1',
  ),
  changed(
    'entries-replayed',
    'two entries are older versions of themselves',
    'REPLACE INTO entries SELECT o.* FROM older.entries o JOIN entries n ON n.id = o.id WHERE n.version > o.version',
  ),
  changed(
    'trashed-entry-revived',
    'a trashed entry is back in the list, too',
    'INSERT INTO entries SELECT * FROM older.entries WHERE id NOT IN (SELECT id FROM entries)',
  ),
  changed(
    'entry-moved-to-trash',
    'an entry moved to the trash',
    'INSERT INTO trash SELECT * FROM entries LIMIT 1',
    'DELETE FROM entries WHERE id IN (SELECT id FROM trash)',
  ),
  changed(
    'entry-moved-from-trash',
    'an entry moved from the trash',
    'INSERT INTO entries SELECT * FROM trash',
    'DELETE FROM trash',
  ),
  changed(
    'former-state-current',
    'a former state took the place of the newest',
    'REPLACE INTO entries SELECT * FROM history LIMIT 1',
  ),
  changed(
    'entry-doubled',
    'an entry stands under a second id',
    "INSERT INTO entries SELECT substr(id, 1, 25) || '0', version, overview, secret FROM entries LIMIT 1",
  ),
  changed(
    'secrets-swapped',
    'entries have each other’s secrets',
    ...exchanged('entries', { column: 'secret', id: 'id', which: TWO_ENTRIES }),
  ),
  changed(
    'secret-as-overview',
    'a secret stands where an overview belongs',
    'UPDATE entries SET overview = secret',
  ),
  changed('version-raised', 'a version was raised', 'UPDATE entries SET version = version + 1'),
  changed(
    'overview-tag-flipped',
    'the tag of an overview is another',
    `UPDATE entries SET overview = ${flipped('overview')}`,
  ),
  changed(
    'secret-tag-flipped',
    'the tag of a secret is another',
    `UPDATE entries SET secret = ${flipped('secret')}`,
  ),
  changed(
    'secret-ciphertext-flipped',
    'a ciphertext differs under the same salt, commitment and tag',
    "UPDATE entries SET secret = unhex(substr(hex(secret), 1, 140) || CASE substr(hex(secret), 141, 2) WHEN '00' THEN '01' ELSE '00' END || substr(hex(secret), 143)) WHERE id = (SELECT max(id) FROM entries)",
  ),
  changed('secret-emptied', 'a secret is no blob', "UPDATE entries SET secret = x''"),
  changed(
    'blob-type-unknown',
    'the first byte of a blob is 2',
    "UPDATE entries SET secret = unhex('02' || substr(hex(secret), 3))",
  ),
  changed(
    'blob-epoch-raised',
    'a blob names another epoch',
    "UPDATE entries SET overview = unhex('0100000002' || substr(hex(overview), 11))",
  ),
  changed(
    'password-kdf-lowered',
    'the hashing of the password slot was lowered',
    "UPDATE slots SET lanes = 2 WHERE kind = 'password'",
  ),
  changed(
    'password-slot-dropped',
    'the password slot is gone',
    "DELETE FROM slots WHERE kind = 'password'",
  ),
  changed(
    'slot-added',
    'there is a slot more',
    "INSERT INTO slots SELECT x'00112233445566778899aabbccddeeff', kind, epoch, created_ms, expires_ms, memory_kib, passes, lanes, salt, wrapped FROM slots WHERE kind = 'password'",
  ),
  changed(
    'created-edited',
    'the day of creation is another',
    'UPDATE meta SET created_ms = created_ms + 1',
  ),
  changed(
    'setting-added',
    'there is a setting more',
    "INSERT INTO settings VALUES ('x', 1, zeroblob(141))",
  ),
  changed(
    'manifest-replayed',
    'the manifest is an older one',
    'UPDATE manifest SET generation = (SELECT generation FROM older.manifest), sealed = (SELECT sealed FROM older.manifest)',
  ),
  changed(
    'generation-raised',
    'the clear generation is another',
    'UPDATE manifest SET generation = generation + 1',
  ),
  changed('manifest-dropped', 'the manifest is gone', 'DELETE FROM manifest'),
  changed(
    'manifest-flipped',
    'the manifest does not open',
    `UPDATE manifest SET sealed = ${flipped('sealed')}`,
  ),
  changed(
    'trigger-added',
    'there is a trigger',
    'CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM trash; END',
  ),
  changed('view-added', 'there is a view', 'CREATE VIEW v AS SELECT * FROM entries'),
  changed('index-added', 'there is an index', 'CREATE INDEX i ON entries (version)'),
  changed('table-added', 'there is a table more', 'CREATE TABLE t (x)'),
  changed('column-added', 'a table has a column more', 'ALTER TABLE meta ADD COLUMN x INTEGER'),
  kdf('kdf-memory-low', 'less than 19 MiB', 'memory_kib = 19455'),
  kdf('kdf-memory-high', 'more than 1 GiB', 'memory_kib = 1048577'),
  kdf('kdf-memory-absurd', 'all the memory there is', 'memory_kib = 4294967295'),
  kdf('kdf-passes-low', 'one pass', 'passes = 1'),
  kdf('kdf-passes-high', '21 passes', 'passes = 21'),
  kdf('kdf-lanes-high', '17 lanes', 'lanes = 17'),
  kdf('kdf-work-high', 'more than 4 GiB in all', 'memory_kib = 262144, passes = 17'),
  {
    name: 'kdf-passes-edited',
    by: 'password',
    verdict: 'wrong-password',
    reason: 'edited parameters derive another key',
    sql: ["UPDATE slots SET passes = 3 WHERE kind = 'password'"],
  },
  {
    name: 'slot-expiry-edited',
    by: 'recovery',
    verdict: 'wrong-recovery-code',
    reason: 'every column of a slot is bound into its key',
    sql: ['UPDATE slots SET expires_ms = 1'],
  },
  {
    name: 'wrapped-tag-flipped',
    by: 'recovery',
    verdict: 'damaged',
    reason: 'the commitment fits, the wrapped key does not open',
    sql: [`UPDATE slots SET wrapped = ${flipped('wrapped')}`],
  },
  {
    name: 'recovery-slot-dropped',
    by: 'recovery',
    verdict: 'damaged',
    reason: 'no slot of that kind',
    sql: ["DELETE FROM slots WHERE kind = 'recovery'"],
  },
  {
    name: 'application-id-foreign',
    by: 'recovery',
    verdict: 'foreign',
    reason: 'another application’s database',
    sql: ['PRAGMA application_id = 1'],
  },
  {
    name: 'format-newer',
    by: 'recovery',
    verdict: 'newer',
    reason: 'user_version 2',
    sql: ['PRAGMA user_version = 2'],
  },
  bytes('text', { verdict: 'foreign', reason: 'not a SQLite file' }, () => Buffer.from('hello\n')),
  bytes('empty', { verdict: 'foreign', reason: 'an empty file' }, () => Buffer.alloc(0)),
  bytes('cut-in-half', { verdict: 'damaged', reason: 'cut in the middle' }, (file) =>
    file.subarray(0, Math.floor(file.length / 8_192) * 4_096),
  ),
];
