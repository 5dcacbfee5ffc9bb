/** What `doctor` asks of a store file; needs no keys and changes nothing. */
import type { Clock } from '../../runtime/clock.ts';
import { assertSound, guardSqlite, openSqliteFile } from '../../sqlite/sqlite-file.ts';
import { SET_BACK_TOLERANCE_US } from '../stamp-instant.ts';
import type { ChainHead } from '../verification-store.ts';
import { readHeadRow } from './audit-rows.ts';
import { readHeader, type StoreHeader } from './store-header.ts';

export interface StoreInspection extends StoreHeader {
  readonly head: ChainHead;
  /** How far this machine's clock is behind the latest time the store has seen; 0 where it is not. */
  readonly clockBehindMs: number;
  /** More than five minutes: worth a warning. */
  readonly isClockSetBack: boolean;
}

/**
 * Checks every page and index. `latestSeenMs`: the latest instant that verifying has seen, epoch milliseconds. Throws store/not-found, store/foreign, store/newer, store/damaged.
 */
export function inspectStore(path: string, clock: Clock, latestSeenMs = 0): StoreInspection {
  const db = openSqliteFile(path, { area: 'store', mode: 'read' });
  try {
    const header = readHeader(db, path);
    assertSound(db, 'store', path);
    const { seq, hash, atUs } = guardSqlite('store', path, () => readHeadRow(db));
    const behindUs = Math.max(0, Math.max(atUs, latestSeenMs * 1_000) - clock.nowMs() * 1_000);
    return {
      ...header,
      head: { seq, hash, atUs },
      clockBehindMs: Math.floor(behindUs / 1_000),
      isClockSetBack: behindUs > SET_BACK_TOLERANCE_US,
    };
  } finally {
    db.close();
  }
}
