/**
 * Writes usage behind the verifications: in batches, at most a second later, and on close. A batch goes in slices, between which others
 * have their turn: nobody waits for it. A write that fails is logged once, kept for the next try, and refuses nothing; what does not
 * fit in memory meanwhile is counted as lost.
 */
import type { Log } from '../log/log.ts';
import { createUsageBatch } from './usage-batch.ts';
import type { UsageRecorder } from './usage-recorder.ts';
import { createUsageSlices } from './usage-slices.ts';

/** What is left of the second is for the slices. */
const FLUSH_AFTER_MS = 900;
const DEFAULT_MAX_CELLS = 50_000;

interface UsageWriterDeps {
  readonly path: string;
  readonly log: Log;
  /** The latest instant seen, epoch milliseconds, persisted with each batch. */
  readonly latestMs: () => number;
  readonly maxCells?: number;
}

export interface UsageFigures {
  readonly failedWrites: number;
  /** Verifications whose use was never counted. */
  readonly lostEvents: number;
  readonly pendingCells: number;
}

export interface UsageWriter extends UsageRecorder {
  /** Writes what is pending now; false where it could not. Never throws. */
  flush(): boolean;
  figures(): UsageFigures;
  /** Flushes and releases the file. Never throws. */
  close(): void;
}

export function createUsageWriter(deps: UsageWriterDeps): UsageWriter {
  const batch = createUsageBatch(deps.maxCells ?? DEFAULT_MAX_CELLS);
  const slices = createUsageSlices({ ...deps, batch });
  let timer: NodeJS.Timeout | null = null;
  let next: NodeJS.Immediate | null = null;
  let lostEvents = 0;

  function schedule(): void {
    if (timer !== null || next !== null) return;
    timer = setTimeout(writeSome, FLUSH_AFTER_MS);
    timer.unref();
  }

  function unschedule(): void {
    if (timer !== null) clearTimeout(timer);
    if (next !== null) clearImmediate(next);
    timer = null;
    next = null;
  }

  /** One slice now, the others in turns of their own. */
  function writeSome(): void {
    unschedule();
    if (slices.write() === 'more') {
      next = setImmediate(writeSome);
      next.unref();
    } else if (batch.size > 0) schedule();
  }

  /** What is on its way, then what has come since. */
  function flush(): boolean {
    unschedule();
    let written = slices.write();
    while (written === 'more' || (written === 'done' && batch.size > 0)) written = slices.write();
    if (batch.size > 0) schedule();
    return written === 'done';
  }

  return {
    record(event) {
      if (!batch.add(event)) lostEvents += 1;
      schedule();
    },
    flush,
    figures: () => ({
      failedWrites: slices.failedWrites,
      lostEvents,
      pendingCells: batch.size + slices.pendingCells,
    }),
    close() {
      flush();
      unschedule();
      slices.close();
    },
  };
}
