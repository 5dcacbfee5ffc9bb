/** Reads usage.db for lists and for the store's clock. A file that is not there yet reads as nothing used. */
import type { Outcome } from '../../src-shared/contract/outcome.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import { guardSqlite, type SqliteDatabase } from '../sqlite/sqlite-file.ts';
import { openUsageForReading } from './usage-file.ts';

export interface Use {
  /** First and last valid verification, epoch milliseconds. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Last valid verification by key id and by version id, epoch milliseconds; ids never used are absent. Throws as readUse. */
export function readLastUse(path: string): ReadonlyMap<string, number> {
  return new Map([...readUse(path)].map(([id, use]) => [id, use.lastMs]));
}

/** Valid use by key id and by version id; ids that were never used are absent. Throws store/newer, store/damaged … */
export function readUse(path: string): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const rows = readRows(path, (db) =>
    db.prepare('SELECT version_id, key_id, first_ms, last_ms FROM version_use').all(),
  ) as { version_id: VersionId; key_id: KeyId; first_ms: number; last_ms: number }[];
  for (const row of rows) {
    assertInstants(path, row.first_ms, row.last_ms);
    const use = { firstMs: row.first_ms, lastMs: row.last_ms };
    uses.set(row.version_id, use);
    uses.set(row.key_id, widest(uses.get(row.key_id), use));
  }
  return uses;
}

function widest(known: Use | undefined, use: Use): Use {
  if (known === undefined) return use;
  return {
    firstMs: Math.min(known.firstMs, use.firstMs),
    lastMs: Math.max(known.lastMs, use.lastMs),
  };
}

export interface HourlyUse {
  readonly versionId: VersionId;
  readonly outcome: Outcome;
  /** Start of the hour, epoch milliseconds. */
  readonly hourMs: number;
  readonly calls: number;
}

/** Counts of one key by version, outcome and hour, oldest first. Throws as readUse. */
export function readHourlyUse(path: string, keyId: KeyId): readonly HourlyUse[] {
  const rows = readRows(path, (db) =>
    db
      .prepare(
        `SELECT version_id AS versionId, outcome, hour_ms AS hourMs, calls FROM hourly_use
         WHERE key_id = ? ORDER BY hour_ms, version_id, outcome`,
      )
      .all(keyId),
  );
  return rows as HourlyUse[];
}

/** The latest instant that verifying has ever seen, epoch milliseconds; 0 where none is known. Throws as readUse. */
export function readLatestInstant(path: string): number {
  const [row] = readRows(path, (db) => db.prepare('SELECT latest_ms FROM seen_time').all()) as {
    latest_ms: number;
  }[];
  if (row === undefined) return 0;
  assertInstants(path, row.latest_ms);
  return row.latest_ms;
}

/** STRICT columns hold what is written through SQLite, not bytes that were changed in the file. */
function assertInstants(path: string, ...values: readonly unknown[]): void {
  if (values.every((value) => Number.isSafeInteger(value))) return;
  throw new KeywrightError('store/damaged', `${path} is damaged: it holds a time that is none`);
}

function readRows(path: string, query: (db: SqliteDatabase) => unknown[]): unknown[] {
  const db = openUsageForReading(path);
  if (db === null) return [];
  try {
    return guardSqlite('usage', path, () => query(db));
  } finally {
    db.close();
  }
}
