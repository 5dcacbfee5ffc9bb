/** One row of the audit log as an event, whichever database holds it; names and types of the columns are the same in all. */
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
import { usToMs } from '../stamp-instant.ts';
import type { ChainedEvent } from '../verification-store.ts';

export interface EventRow {
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

/** Columns hold what is written through the database, not bytes that were changed in its files. */
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

/** Throws store/damaged where a column holds something else. */
export function toEvent(row: EventRow): ChainedEvent {
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
