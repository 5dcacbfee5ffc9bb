/**
 * The connection to one store file. A disk fault is final for a connection: after a failed flush SQLite's view and the disk may
 * differ, so the connection is dropped and the next use opens the file again and reads what is really there.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { keepStatements } from '../../sqlite/keep-statements.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { migrate } from './migrations/migrations.ts';
import { readHeader, readStoreHeader } from './store-header.ts';

/** Room for the pages of a whole batch of new keys; with SQLite's own 2 MB they are written out and read again on the way. */
const CACHE_KIB = 32_768;

export class StoreFile {
  readonly path: string;
  readonly id: StoreId;
  #db: SqliteDatabase | null;

  /**
   * The header is read before anything is set, so that a foreign file is left as it is.
   * Throws store/not-found, store/foreign, store/newer, store/damaged, store/read-only.
   */
  constructor(path: string) {
    this.path = path;
    this.id = readStoreHeader(path).id;
    this.#db = this.#open();
  }

  /** Runs `work` on the connection, with SQLite's faults as error codes. */
  use<Result>(work: (db: SqliteDatabase) => Result): Result {
    try {
      const db = (this.#db ??= this.#open());
      return guardSqlite('store', this.path, () => work(db));
    } catch (error) {
      if (error instanceof KeywrightError && error.code === 'disk/failed') this.#drop();
      throw error;
    }
  }

  close(): void {
    this.#db?.close();
    this.#db = null;
  }

  #open(): SqliteDatabase {
    const db = keepStatements(openSqliteFile(this.path, { area: 'store', mode: 'write' }));
    db.pragma(`cache_size = -${CACHE_KIB}`);
    try {
      if (readHeader(db, this.path).id !== this.id) {
        throw new KeywrightError('store/foreign', `${this.path} is another store now`);
      }
      guardSqlite('store', this.path, () => migrate(db));
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #drop(): void {
    try {
      this.close();
    } catch {
      this.#db = null;
    }
  }
}
