/** The log of a closed store, open to a forger: edits are made inside a transaction, looked at, and undone. */
import { type ChainStep, chainHash, genesisHash } from '../../../src-core/audit/audit-chain.ts';
import { type StoreChainReport, verifyStoreChain } from '../../../src-core/audit/verify-chain.ts';
import type { StoreKeys } from '../../../src-core/pepper/store-keys.ts';
import { openSqliteFile, type SqliteDatabase } from '../../../src-core/sqlite/sqlite-file.ts';
import { readEventRows, readHeadRow } from '../../../src-core/store/sqlite/audit-rows.ts';
import { readHeader } from '../../../src-core/store/sqlite/store-header.ts';

export type Edit = (db: SqliteDatabase) => void;

export interface Checking {
  readonly keys: StoreKeys | null;
  readonly checkpointsFile: string | null;
}

export class EditedLog {
  readonly db: SqliteDatabase;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.db = openSqliteFile(path, { area: 'store', mode: 'write' });
    this.db.pragma('ignore_check_constraints = ON');
  }

  /** What the check says of the log after the edit; the edit is undone. */
  async report(edit: Edit, checking: Checking): Promise<StoreChainReport> {
    const { db } = this;
    const { id } = readHeader(db, this.#path);
    db.exec('BEGIN IMMEDIATE');
    try {
      edit(db);
      const store = {
        id,
        head: async () => readHeadRow(db),
        readEvents: async (after: number, limit: number) => readEventRows(db, after, limit),
      };
      return await verifyStoreChain({ store, ...checking });
    } finally {
      db.exec('ROLLBACK');
    }
  }

  close(): void {
    this.db.close();
  }
}

/** Moves rows from `from` on by `by` places. */
export function shiftRows(db: SqliteDatabase, from: number, by: 1 | -1): void {
  db.prepare('UPDATE audit SET seq = -seq WHERE seq >= ?').run(from);
  db.prepare('UPDATE audit SET seq = -seq + ? WHERE seq < 0').run(by);
}

/** Makes all hashes and the head anew, as a forger without the keys can. */
export function relink(db: SqliteDatabase): void {
  const { store_id: storeId } = db.prepare('SELECT store_id FROM meta').get() as {
    store_id: never;
  };
  let hash = genesisHash(storeId);
  const rows = db.prepare('SELECT seq, at_us AS atUs, mac FROM audit ORDER BY seq').all();
  for (const row of rows as ChainStep[]) {
    hash = chainHash(hash, row);
    db.prepare('UPDATE audit SET hash = ? WHERE seq = ?').run(hash, row.seq);
  }
  repairHead(db);
}

/** Makes the head fit the last row. */
export function repairHead(db: SqliteDatabase): void {
  db.exec(
    `UPDATE head SET (seq, hash, at_us) = (SELECT seq, hash, at_us FROM audit ORDER BY seq DESC LIMIT 1)`,
  );
}
