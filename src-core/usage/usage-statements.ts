/** What is written into usage.db, prepared once for each opening of the file. */
import type { SqliteDatabase } from '../sqlite/sqlite-file.ts';
import type { UsageCell } from './usage-batch.ts';

export interface UsageStatements {
  /** Runs `write` as one transaction that takes the write lock at once. */
  atomically(write: () => void): void;
  /** Epoch milliseconds; an earlier instant changes nothing. */
  saveTime(latestMs: number): void;
  countCalls(cell: UsageCell): void;
  saveUse(cell: UsageCell): void;
}

export function prepareUsageStatements(db: SqliteDatabase): UsageStatements {
  const saveTime = db.prepare(
    `INSERT INTO seen_time (id, latest_ms) VALUES (1, ?)
     ON CONFLICT (id) DO UPDATE SET latest_ms = max(latest_ms, excluded.latest_ms)`,
  );
  const countCalls = db.prepare(
    `INSERT INTO hourly_use (key_id, version_id, outcome, hour_ms, calls) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key_id, version_id, outcome, hour_ms) DO UPDATE SET calls = calls + excluded.calls`,
  );
  const saveUse = db.prepare(
    `INSERT INTO version_use (version_id, key_id, first_ms, last_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (version_id) DO UPDATE SET
       first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms)`,
  );
  const transaction = db.transaction((write: () => void) => write());
  return {
    atomically: (write) => transaction.immediate(write),
    saveTime: (latestMs) => void saveTime.run(latestMs),
    countCalls: ({ keyId, versionId, outcome, hourMs, calls }) =>
      void countCalls.run(keyId, versionId, outcome, hourMs, calls),
    saveUse: ({ versionId, keyId, firstMs, lastMs }) =>
      void saveUse.run(versionId, keyId, firstMs, lastMs),
  };
}
