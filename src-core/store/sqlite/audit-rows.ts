/** The audit log and its head, as rows and as events. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { encodeDetails } from '../../audit/canonical-event.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { type EventRow, toEvent } from '../rows/event-row.ts';
import type { ChainedEvent, ChainHead } from '../verification-store.ts';

/** The head row with what the store's clock needs. */
export interface HeadRow extends ChainHead {
  /** As StoreTime of stamp-instant.ts. */
  readonly reportedBehindUs: number | null;
}

/** The one row of head. Throws store/damaged where there is none, or of another form. */
export function readHeadRow(db: SqliteDatabase): HeadRow {
  const row = db
    .prepare<[], HeadRow>(
      'SELECT seq, hash, at_us AS atUs, reported_behind_us AS reportedBehindUs FROM head WHERE id = 1',
    )
    .get();
  const isWhole =
    row !== undefined &&
    Number.isSafeInteger(row.seq) &&
    Number.isSafeInteger(row.atUs) &&
    Buffer.isBuffer(row.hash);
  if (!isWhole) throw new KeywrightError('store/damaged', 'The head of the store cannot be read');
  return row;
}

/** Moves the head, which must still be at `fromSeq`. */
export function updateHead(db: SqliteDatabase, fromSeq: number, head: HeadRow): void {
  const { changes } = db
    .prepare(
      'UPDATE head SET seq = ?, hash = ?, at_us = ?, reported_behind_us = ? WHERE id = 1 AND seq = ?',
    )
    .run(head.seq, head.hash, head.atUs, head.reportedBehindUs, fromSeq);
  if (changes !== 1) throw new Error('the head of the store moved inside a transaction');
}

export function insertEvent(db: SqliteDatabase, event: ChainedEvent): void {
  const { subject } = event;
  db.prepare(
    `INSERT INTO audit (seq, id, at_us, kind, actor, via, reason,
                        api_id, owner_id, role_id, key_id, version_id, details, mac, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    event.seq,
    event.id,
    event.atUs,
    event.kind,
    event.actor,
    event.via,
    event.reason,
    subject.apiId ?? null,
    subject.ownerId ?? null,
    subject.roleId ?? null,
    subject.keyId ?? null,
    subject.versionId ?? null,
    encodeDetails(event.details),
    event.mac,
    event.hash,
  );
}

export function readEventRows(db: SqliteDatabase, afterSeq: number, limit: number): ChainedEvent[] {
  return db
    .prepare<[number, number], EventRow>('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(afterSeq, limit)
    .map(toEvent);
}
