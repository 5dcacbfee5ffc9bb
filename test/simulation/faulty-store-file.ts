/**
 * The real store file, in which one statement or commit can be made to fail: busy, a full disk, a failing disk, or the death of the
 * process at that point. A fault at a commit comes before it or after it, so that the caller cannot tell what is on the disk.
 */
import Sqlite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from '../../src-core/sqlite/sqlite-file.ts';
import { StoreFile } from '../../src-core/store/sqlite/store-file.ts';
import type { StorageFault } from './script.ts';

const CODES: Readonly<Record<Exclude<StorageFault, 'crash'>, string>> = {
  busy: 'SQLITE_BUSY',
  full: 'SQLITE_FULL',
  failed: 'SQLITE_IOERR_FSYNC',
};

export class FaultyStoreFile extends StoreFile {
  readonly #wrapped = new WeakMap<SqliteDatabase, SqliteDatabase>();
  #fault: { readonly kind: StorageFault; after: number } | null = null;
  #isDead = false;

  /** The process has died: nothing of it may touch the file any more. */
  get isDead(): boolean {
    return this.#isDead;
  }

  failAfter(points: number, kind: StorageFault): void {
    this.#fault = { kind, after: points };
  }

  failNoMore(): void {
    this.#fault = null;
  }

  override use<Result>(work: (db: SqliteDatabase) => Result): Result {
    return super.use((db) => {
      this.#point();
      const wrapped = this.#wrapped.get(db) ?? this.#wrap(db);
      this.#wrapped.set(db, wrapped);
      return work(wrapped);
    });
  }

  /** Passed before each statement, and before and after each commit. */
  #point(): void {
    if (this.#isDead) throw new Error('the process is dead');
    const fault = this.#fault;
    if (fault === null) return;
    if (fault.after > 0) {
      fault.after -= 1;
      return;
    }
    this.#fault = null;
    if (fault.kind === 'crash') {
      this.#isDead = true;
      throw new Error('the process died');
    }
    throw new Sqlite.SqliteError('injected fault', CODES[fault.kind]);
  }

  #wrap(db: SqliteDatabase): SqliteDatabase {
    const own: Partial<Record<string | symbol, unknown>> = {
      prepare: (sql: string) => this.#wrapStatement(db.prepare(sql)),
      transaction: (work: (...args: unknown[]) => unknown) => this.#wrapTransaction(db, work),
    };
    return new Proxy(db, {
      get: (target, name) => own[name] ?? boundTo(target, name),
    });
  }

  #wrapStatement(statement: SqliteStatement): SqliteStatement {
    const wrapped: SqliteStatement = new Proxy(statement, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (name === 'run' || name === 'get' || name === 'all') this.#point();
          const result: unknown = value.apply(target, args);
          return result === target ? wrapped : result;
        };
      },
    });
    return wrapped;
  }

  #wrapTransaction(db: SqliteDatabase, work: (...args: unknown[]) => unknown): unknown {
    const real = db.transaction((...args: unknown[]) => {
      const result = work(...args);
      this.#point();
      return result;
    });
    const run = (mode: TransactionMode): ((...args: unknown[]) => unknown) => {
      return (...args) => {
        const result: unknown = real[mode](...args);
        this.#point();
        return result;
      };
    };
    const modes = TRANSACTION_MODES.map((mode) => [mode, run(mode)] as const);
    return Object.assign(run('default'), Object.fromEntries(modes));
  }
}

const TRANSACTION_MODES = ['default', 'deferred', 'immediate', 'exclusive'] as const;
type TransactionMode = (typeof TRANSACTION_MODES)[number];

function boundTo(db: SqliteDatabase, name: string | symbol): unknown {
  const value: unknown = Reflect.get(db, name, db);
  return typeof value === 'function' ? (value.bind(db) as unknown) : value;
}
