/** The audit log and its head, as rows and as events. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type {
  ApiId,
  EventId,
  KeyId,
  OwnerId,
  RoleId,
  VersionId,
} from '../../../src-shared/ids/ids.ts';
import type {
  AuditEvent,
  EventDoor,
  EventSubject,
} from '../../../src-shared/model/store-records.ts';
import { encodeDetails } from '../../audit/canonical-event.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { usToMs } from '../stamp-instant.ts';
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

interface EventRow {
  readonly seq: number;
  readonly id: EventId;
  readonly at_us: number;
  readonly kind: string;
  readonly actor: string;
  readonly via: EventDoor;
  readonly reason: string | null;
  readonly api_id: ApiId | null;
  readonly owner_id: OwnerId | null;
  readonly role_id: RoleId | null;
  readonly key_id: KeyId | null;
  readonly version_id: VersionId | null;
  readonly details: string;
  readonly mac: Buffer;
  readonly hash: Buffer;
}

export function readEventRows(db: SqliteDatabase, afterSeq: number, limit: number): ChainedEvent[] {
  return db
    .prepare<[number, number], EventRow>('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(afterSeq, limit)
    .map(toEvent);
}

const TEXTS = [
  'id',
  'kind',
  'actor',
  'via',
  'details',
] as const satisfies readonly (keyof EventRow)[];
const TEXTS_OR_NULL = [
  'reason',
  'api_id',
  'owner_id',
  'role_id',
  'key_id',
  'version_id',
] as const satisfies readonly (keyof EventRow)[];

/** STRICT columns hold what is written through SQLite, not bytes that were changed in the file. */
function assertWhole(row: EventRow): void {
  const isWhole =
    Number.isSafeInteger(row.seq) &&
    Number.isSafeInteger(row.at_us) &&
    TEXTS.every((column) => typeof row[column] === 'string') &&
    TEXTS_OR_NULL.every((column) => row[column] === null || typeof row[column] === 'string') &&
    Buffer.isBuffer(row.mac) &&
    Buffer.isBuffer(row.hash);
  if (isWhole) return;
  throw new KeywrightError('store/damaged', `Event ${String(row.seq)} of the store cannot be read`);
}

function toEvent(row: EventRow): ChainedEvent {
  assertWhole(row);
  return {
    seq: row.seq,
    id: row.id,
    atUs: row.at_us,
    atMs: usToMs(row.at_us),
    kind: row.kind,
    actor: row.actor,
    via: row.via,
    reason: row.reason,
    subject: toSubject(row),
    details: parseDetails(row.details),
    mac: row.mac,
    hash: row.hash,
  };
}

function toSubject(row: EventRow): EventSubject {
  return {
    ...(row.api_id !== null && { apiId: row.api_id }),
    ...(row.owner_id !== null && { ownerId: row.owner_id }),
    ...(row.role_id !== null && { roleId: row.role_id }),
    ...(row.key_id !== null && { keyId: row.key_id }),
    ...(row.version_id !== null && { versionId: row.version_id }),
  };
}

/** Text that is not what encodeDetails writes comes back under `unreadable`, so that the chain check names its row. */
function parseDetails(text: string): AuditEvent['details'] {
  try {
    const details: unknown = JSON.parse(text);
    if (isDetails(details) && encodeDetails(details) === text) return details;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { unreadable: text };
}

function isDetails(value: unknown): value is AuditEvent['details'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((item) =>
    Array.isArray(item) ? item.every((part) => typeof part === 'string') : isScalar(item),
  );
}

function isScalar(value: unknown): boolean {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    Number.isSafeInteger(value)
  );
}
