/**
 * The file side of the writer: opens usage.db when there is something to write, and writes one slice of the batch at a time. A fault
 * closes the file, says so once, and leaves everything that is not in the file in the batch.
 */
import type { Log } from '../log/log.ts';
import { guardSqlite, type SqliteDatabase } from '../sqlite/sqlite-file.ts';
import type { UsageBatch } from './usage-batch.ts';
import { createUsageDrain, type UsageDrain } from './usage-drain.ts';
import { openUsageForWriting } from './usage-file.ts';
import { prepareUsageStatements, type UsageStatements } from './usage-statements.ts';

/** About two milliseconds. */
const SLICE_ROWS = 400;

interface UsageSlicesDeps {
  readonly path: string;
  readonly log: Log;
  readonly batch: UsageBatch;
  /** Epoch milliseconds. */
  readonly latestMs: () => number;
}

export interface UsageSlices {
  /** `more`: the rest of what was in the batch at the first slice waits. Never throws. */
  write(): 'done' | 'more' | 'failed';
  readonly failedWrites: number;
  /** Cells taken out of the batch and not wholly written. */
  readonly pendingCells: number;
  close(): void;
}

export function createUsageSlices(deps: UsageSlicesDeps): UsageSlices {
  const { batch, path } = deps;
  let file: OpenUsage | null = null;
  let drain: UsageDrain | null = null;
  let isFailing = false;
  let failedWrites = 0;

  function close(): void {
    file?.db.close();
    file = null;
  }

  function noteFailure(error: unknown): void {
    failedWrites += 1;
    if (!isFailing) deps.log.warn({ err: error }, 'usage could not be written; verifying goes on');
    isFailing = true;
    close();
  }

  return {
    write() {
      const writing = (drain ??= createUsageDrain(batch.take()));
      try {
        const { statements } = (file ??= openUsage(path));
        const slice = { maxRows: SLICE_ROWS, latestMs: deps.latestMs() };
        guardSqlite('usage', path, () => writing.writeSlice(statements, slice));
        isFailing = false;
        if (!writing.isDone) return 'more';
        drain = null;
        return 'done';
      } catch (error) {
        noteFailure(error);
        batch.putBack(writing.left());
        drain = null;
        return 'failed';
      }
    },
    get failedWrites() {
      return failedWrites;
    },
    get pendingCells() {
      return drain?.left().length ?? 0;
    },
    close,
  };
}

interface OpenUsage {
  readonly db: SqliteDatabase;
  readonly statements: UsageStatements;
}

function openUsage(path: string): OpenUsage {
  const db = openUsageForWriting(path);
  return { db, statements: prepareUsageStatements(db) };
}
