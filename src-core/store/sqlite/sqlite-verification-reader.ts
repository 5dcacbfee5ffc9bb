/**
 * The verifier's view of a store: a read-only connection of its own, all statements prepared once.
 * Before each answer it looks whether the file is still the one it opened and whether anybody has committed (./commit-mark.ts); this
 * connection never writes, and usage lies in a file of its own so that it does not disturb this. A file that is gone, replaced or
 * unreadable is store/unavailable, never an unknown key.
 */
import { statSync } from 'node:fs';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { StoreId, VersionId } from '../../../src-shared/ids/ids.ts';
import { genesisHash } from '../../audit/audit-chain.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { createStoredVersionReader, type StoredVersionRow } from '../rows/stored-version-row.ts';
import type {
  FeedChange,
  FeedPage,
  StoredVersion,
  VerificationReader,
} from '../verification-store.ts';
import { type CatalogCache, createCatalogCache } from './catalog-cache.ts';
import { type CommitMark, openCommitMark } from './commit-mark.ts';
import { READ_CHANGES, READ_HEAD } from './feed-statements.ts';
import { readHeader } from './store-header.ts';
import { READ_VERSION } from './version-statement.ts';

/** Throws store/not-found, store/foreign, store/newer, store/damaged. */
export function openSqliteReader(path: string): VerificationReader {
  const db = openSqliteFile(path, { area: 'store', mode: 'read' });
  try {
    const { id } = readHeader(db, path);
    return guardSqlite('store', path, () => new SqliteVerificationReader(db, { path, id }));
  } catch (error) {
    db.close();
    throw error;
  }
}

class SqliteVerificationReader implements VerificationReader {
  readonly storeId: StoreId;
  readonly #db: SqliteDatabase;
  readonly #path: string;
  readonly #inode: number;
  readonly #device: number;
  readonly #mark: CommitMark;
  readonly #catalog: CatalogCache;
  readonly #toStoredVersion = createStoredVersionReader();
  #isClosed = false;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(db: SqliteDatabase, file: { readonly path: string; readonly id: StoreId }) {
    this.storeId = file.id;
    this.#db = db;
    this.#path = file.path;
    const { ino, dev } = statSync(file.path);
    this.#inode = ino;
    this.#device = dev;
    this.#mark = openCommitMark(db, file.path);
    this.#statements = prepareStatements(db);
    this.#catalog = createCatalogCache(db);
  }

  changeMark(): number {
    try {
      this.#assertInPlace();
      return this.#mark.current();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #assertInPlace(): void {
    if (this.#isClosed) throw new Error('the reader is closed');
    const { ino, dev } = statSync(this.#path);
    if (ino !== this.#inode || dev !== this.#device) throw new Error('the store file was replaced');
  }

  async readFeed(afterSeq: number, limit: number): Promise<FeedPage> {
    return this.#guard(() => this.#feedPage(afterSeq, limit));
  }

  /** One read transaction: head, hash at the cursor and changes are of the same moment. */
  #feedPage(afterSeq: number, limit: number): FeedPage {
    const { head, changes } = this.#statements;
    return this.#db.transaction(() => {
      const row = head.get({ afterSeq });
      if (row === undefined) throw new Error('the store has no head');
      const hashAtCursor = afterSeq === 0 ? genesisHash(this.storeId) : row.hashAtCursor;
      const { headSeq, latestUs } = row;
      return {
        headSeq,
        hashAtCursor,
        latestUs,
        changes: changes.all(afterSeq, limit),
      };
    })();
  }

  async readVersion(versionId: VersionId): Promise<VersionAtHead> {
    return this.#guard(() => this.#versionAtHand(versionId) ?? this.#versionWithCatalog(versionId));
  }

  /** Null where the rows that it shares with others must be read first. */
  #versionAtHand(versionId: VersionId): VersionAtHead | null {
    const row = this.#versionRow(versionId);
    if (row.id === null) return { headSeq: row.head_seq, version: null };
    const shared = this.#catalog.find(row);
    return shared && { headSeq: row.head_seq, version: this.#toStoredVersion(row, shared) };
  }

  /** One read transaction: the version and what it shares with others are of the same moment. */
  #versionWithCatalog(versionId: VersionId): VersionAtHead {
    return this.#db.transaction(() => {
      const row = this.#versionRow(versionId);
      if (row.id === null) return { headSeq: row.head_seq, version: null };
      const version = this.#toStoredVersion(row, this.#catalog.load(row));
      return { headSeq: row.head_seq, version };
    })();
  }

  #versionRow(versionId: VersionId): StoredVersionRow {
    const row = this.#statements.version.get(versionId);
    if (row === undefined) throw new Error('the store has no head');
    return row;
  }

  close(): void {
    this.#isClosed = true;
    this.#db.close();
  }

  /** Whatever goes wrong in reading, the store could not be asked. */
  #guard<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #unavailable(cause: unknown): KeywrightError {
    return new KeywrightError('store/unavailable', `Cannot read the store at ${this.#path}`, {
      cause,
    });
  }
}

interface VersionAtHead {
  readonly headSeq: number;
  readonly version: StoredVersion | null;
}

interface HeadRow {
  readonly headSeq: number;
  readonly latestUs: number;
  readonly hashAtCursor: Buffer | null;
}

function prepareStatements(db: SqliteDatabase) {
  return {
    head: db.prepare<[{ readonly afterSeq: number }], HeadRow>(READ_HEAD),
    changes: db.prepare<[number, number], FeedChange>(READ_CHANGES),
    version: db.prepare<[VersionId], StoredVersionRow>(READ_VERSION),
  };
}
