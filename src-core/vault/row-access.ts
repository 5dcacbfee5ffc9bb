/** Reads and writes single rows by their primary key; the SQL follows from the table shapes of vault-rows.ts. */
import type { EntryId } from '../../src-shared/ids/ids.ts';
import { BLOB_FRAME_BYTES, BLOB_FRAME_HEAD_BYTES } from '../crypto/sealed-blob.ts';
import type { SqliteDatabase, SqliteStatement } from '../sqlite/sqlite-file.ts';
import type { FramedRow, StoredRow } from './manifest-item.ts';
import { columnsOf, type EntryRow, named, TABLES, type TableName } from './vault-rows.ts';

/** A row of entries or trash without its secret. */
export type OverviewRow = Omit<EntryRow, 'secret'> & Pick<FramedRow, 'frames'>;

export type RowKey = readonly (string | number | Buffer)[];

export class RowAccess {
  readonly #db: SqliteDatabase;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(db: SqliteDatabase) {
    this.#db = db;
  }

  /** The row as it lies in the file; null where there is none. */
  find(table: TableName, key: RowKey): StoredRow | null {
    const statement = this.#prepare('find', table, () => `${selectFrom(table)} ${whereKey(table)}`);
    return (statement.get(...key) as StoredRow | undefined) ?? null;
  }

  /** As scanFramed, one row with its overview; null where there is none. */
  findOverview(table: 'entries' | 'trash', id: EntryId): OverviewRow | null {
    const statement = this.#prepare('find overview', table, () => {
      const columns = `${named(['id', 'version', 'overview'])}, ${framesOf(table)}`;
      return `SELECT ${columns} FROM ${table} ${whereKey(table)}`;
    });
    return (statement.get(id) as OverviewRow | undefined) ?? null;
  }

  insert(table: TableName, row: StoredRow): void {
    const columns = columnsOf(table);
    const statement = this.#prepare('insert', table, () => {
      const places = columns.map(() => '?').join(', ');
      return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`;
    });
    statement.run(...columns.map((column) => row[column]));
  }

  /** Whether there was such a row. */
  delete(table: TableName, key: RowKey): boolean {
    const sql = (): string => `DELETE FROM ${table} ${whereKey(table)}`;
    return this.#prepare('delete', table, sql).run(...key).changes === 1;
  }

  /** Empties the table: the rows it had. Inside a transaction. */
  takeAll(table: TableName): readonly StoredRow[] {
    const rows = [...this.scan(table)];
    this.#prepare('empty', table, () => `DELETE FROM ${table}`).run();
    return rows;
  }

  /** All rows in the order of the primary key, read as they are consumed. */
  scan(table: TableName): Iterable<StoredRow> {
    const sql = (): string => `${selectFrom(table)} ORDER BY ${orderOf(table)}`;
    return this.#prepare('scan', table, sql).iterate() as Iterable<StoredRow>;
  }

  /** As scan, but SQLite hands out frames for blobs: a third of the time, and no ciphertext in memory. */
  scanFramed(table: TableName): Iterable<FramedRow> {
    const statement = this.#prepare('scan framed', table, () => {
      const { key, clear, bytes = [] } = TABLES[table];
      const plain = [...key, ...clear].map((name) =>
        bytes.includes(name) ? hexOf(name) : named([name]),
      );
      const columns = [...plain, framesOf(table)].join(', ');
      return `SELECT ${columns} FROM ${table} ORDER BY ${orderOf(table)}`;
    });
    return statement.iterate() as Iterable<FramedRow>;
  }

  #prepare(kind: string, table: TableName, sql: () => string): SqliteStatement {
    const name = `${kind} ${table}`;
    const known = this.#statements.get(name);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql());
    this.#statements.set(name, statement);
    return statement;
  }
}

/** The primary key of a row. */
export function keyOf(table: TableName, row: StoredRow): RowKey {
  return TABLES[table].key.map((column) => row[column]) as unknown as RowKey;
}

function selectFrom(table: TableName): string {
  return `SELECT ${named(columnsOf(table))} FROM ${table}`;
}

/** By the columns of the table, not by what a query calls the same. */
function orderOf(table: TableName): string {
  return TABLES[table].key.map((column) => `${table}.${column}`).join(', ');
}

/** NULL where the column holds no blob. */
function hexOf(column: string): string {
  return `CASE WHEN typeof(${column}) = 'blob' THEN hex(${column}) END AS ${column}`;
}

/** Null where a column holds no blob, or one that is too short: a NULL in it makes the whole text NULL, and of that hex() an empty one. */
function framesOf(table: TableName): string {
  const { blobs } = TABLES[table];
  return blobs.length === 0 ? "'' AS frames" : `hex(${blobs.map(frameOf).join(' || ')}) AS frames`;
}

function frameOf(column: string): string {
  const isBlob = `typeof(${column}) = 'blob' AND length(${column}) >= ${BLOB_FRAME_BYTES}`;
  const head = `substr(${column}, 1, ${BLOB_FRAME_HEAD_BYTES})`;
  const tag = `substr(${column}, ${BLOB_FRAME_HEAD_BYTES - BLOB_FRAME_BYTES})`;
  return `CASE WHEN ${isBlob} THEN ${head} || ${tag} END`;
}

function whereKey(table: TableName): string {
  return `WHERE ${TABLES[table].key.map((column) => `${column} = ?`).join(' AND ')}`;
}
