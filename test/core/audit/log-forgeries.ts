/** Forgeries of a log of `count` events with checkpoints: each says what it does, and at which event it must be found. */
import type { SqliteDatabase } from '../../../src-core/sqlite/sqlite-file.ts';
import { type Edit, relink, repairHead, shiftRows } from './edited-log.ts';

export interface Forgery {
  readonly what: string;
  readonly edit: Edit;
  /** The event that the check must name. */
  readonly foundAt: number;
}

interface Log {
  readonly count: number;
  /** Numbers of the events that were signed, ascending. */
  readonly signed: readonly number[];
}

const TEXT_COLUMNS = ['id', 'kind', 'actor', 'via'] as const;
const NULLABLE_COLUMNS = [
  'reason',
  'api_id',
  'owner_id',
  'role_id',
  'key_id',
  'version_id',
] as const;
const BLOB_COLUMNS = ['mac', 'hash'] as const;

/** Changes to every field of one event. */
export function fieldForgeries(seq: number): Forgery[] {
  const set = (what: string, sql: string): Forgery => ({
    what: `${what} of event ${seq}`,
    edit: (db) => run(db, `UPDATE audit SET ${sql} WHERE seq = ?`, seq),
    foundAt: seq,
  });
  return [
    ...TEXT_COLUMNS.map((column) => set(column, `${column} = ${column} || 'x'`)),
    ...NULLABLE_COLUMNS.map((column) =>
      set(column, `${column} = CASE WHEN ${column} IS NULL THEN 'x' ELSE NULL END`),
    ),
    ...BLOB_COLUMNS.map((column) =>
      set(column, `${column} = unhex(replace(hex(${column}), substr(hex(${column}), 9, 2), 'A5'))`),
    ),
    set('later time', 'at_us = at_us + 1'),
    set('earlier time', 'at_us = at_us - 1'),
    set('details', `details = json_set(details, '$.added', 1)`),
    set('spacing of details', `details = details || ' '`),
    set('details that are no JSON', `details = '{'`),
  ];
}

/** Rows taken out, put in, changed places or replaced, with and without making the links anew. */
export function rowForgeries(log: Log, seq: number): Forgery[] {
  const other = seq > log.count / 2 ? seq - 7 : seq + 7;
  const first = Math.min(seq, other);
  return [
    { what: `delete ${seq}`, edit: (db) => deleteRow(db, seq), foundAt: seq },
    { what: `delete ${seq}, close the gap`, edit: (db) => closeGap(db, seq), foundAt: seq },
    { what: `insert a copy before ${seq}`, edit: (db) => insertCopy(db, seq, other), foundAt: seq },
    { what: `swap ${seq} and ${other}`, edit: (db) => swapRows(db, seq, other), foundAt: first },
    { what: `splice ${other} into ${seq}`, edit: (db) => splice(db, seq, other), foundAt: seq },
    relinked(log, { what: `delete ${seq}`, edit: (db) => closeGap(db, seq), foundAt: seq }),
    relinked(log, {
      what: `swap ${seq} and its next`,
      edit: (db) => swapContent(db, seq),
      foundAt: seq,
    }),
    relinked(log, { what: `time of ${seq}`, edit: (db) => moveTime(db, seq), foundAt: seq }),
  ];
}

/** The end cut off before a signed event, the head made to fit. */
export function cutForgery(last: number): Forgery {
  return {
    what: `cut after ${last}`,
    edit: (db) => {
      run(db, 'DELETE FROM audit WHERE seq > ?', last);
      repairHead(db);
    },
    foundAt: last + 1,
  };
}

/** As if nothing was hidden: only a signed checkpoint still knows, and it is the one at or after the change that is named. */
function relinked(log: Log, forgery: Forgery): Forgery {
  const foundAt = log.signed.find((seq) => seq >= forgery.foundAt) ?? log.count;
  const edit = (db: SqliteDatabase) => {
    forgery.edit(db);
    relink(db);
  };
  return { what: `${forgery.what}, all links made anew`, edit, foundAt };
}

function run(db: SqliteDatabase, sql: string, ...values: readonly number[]): void {
  const { changes } = db.prepare(sql).run(...values);
  if (changes === 0) throw new Error(`the forgery changed nothing: ${sql}`);
}

function deleteRow(db: SqliteDatabase, seq: number): void {
  run(db, 'DELETE FROM audit WHERE seq = ?', seq);
}

function closeGap(db: SqliteDatabase, seq: number): void {
  deleteRow(db, seq);
  shiftRows(db, seq + 1, -1);
  run(db, 'UPDATE head SET seq = seq - 1');
}

const CONTENT =
  'at_us, kind, actor, via, reason, api_id, owner_id, role_id, key_id, version_id, details, mac, hash';

function insertCopy(db: SqliteDatabase, seq: number, of: number): void {
  shiftRows(db, seq, 1);
  const source = of >= seq ? of + 1 : of;
  const id = `'evt_' || substr(id, 6) || 'Z'`;
  run(
    db,
    `INSERT INTO audit (seq, id, ${CONTENT}) SELECT ?, ${id}, ${CONTENT} FROM audit WHERE seq = ?`,
    seq,
    source,
  );
  run(db, 'UPDATE head SET seq = seq + 1');
}

function swapRows(db: SqliteDatabase, one: number, other: number): void {
  run(db, 'UPDATE audit SET seq = -1 WHERE seq = ?', one);
  run(db, 'UPDATE audit SET seq = ? WHERE seq = ?', one, other);
  run(db, 'UPDATE audit SET seq = ? WHERE seq = -1', other);
}

/** Exchanges an event with its next one but leaves the times where they were, as a careful forger does. */
function swapContent(db: SqliteDatabase, seq: number): void {
  const times = db.prepare('SELECT at_us FROM audit WHERE seq IN (?, ?) ORDER BY seq').pluck();
  const [early, late] = times.all(seq, seq + 1) as number[];
  swapRows(db, seq, seq + 1);
  run(db, 'UPDATE audit SET at_us = ? WHERE seq = ?', early ?? 0, seq);
  run(db, 'UPDATE audit SET at_us = ? WHERE seq = ?', late ?? 0, seq + 1);
}

function splice(db: SqliteDatabase, into: number, from: number): void {
  const columns = CONTENT.replace('at_us, ', '');
  run(
    db,
    `UPDATE audit SET (${columns}) = (SELECT ${columns} FROM audit WHERE seq = ?) WHERE seq = ?`,
    from,
    into,
  );
}

/** Half way to the event before. */
function moveTime(db: SqliteDatabase, seq: number): void {
  run(db, 'UPDATE audit SET at_us = at_us - 500 WHERE seq = ?', seq);
}
