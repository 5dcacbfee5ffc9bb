/** The audit log and its head, as rows and as events. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { type EventDraft, encodeDetails } from '../../audit/canonical-event.ts';
import type { PostgresSession } from '../../postgres/postgres-pool.ts';
import { statement } from '../../postgres/statement.ts';
import { type EventRow, toEvent } from '../rows/event-row.ts';
import type { ChainedEvent, ChainHead, MutationContext } from '../verification-store.ts';

/** Reads rows by a statement: one that commits by itself, or one inside a transaction. */
export type Ask = PostgresSession['query'];

/** The head, and the database's clock, at one moment. */
export interface StoreInstant extends ChainHead {
  /** Epoch microseconds. */
  readonly clockUs: number;
  /** As StoreTime of stamp-instant.ts. */
  readonly reportedBehindUs: number | null;
}

const READ_INSTANT = statement(
  `SELECT seq, hash, at_us AS "atUs", reported_behind_us AS "reportedBehindUs",
          keywright.clock_us() AS "clockUs"
     FROM keywright.head WHERE id = 1`,
);

/** Throws store/damaged where there is no head. */
export async function readInstant(ask: Ask): Promise<StoreInstant> {
  const [row] = await ask<StoreInstant>(READ_INSTANT);
  if (row === undefined) {
    throw new KeywrightError('store/damaged', 'The head of the store cannot be read');
  }
  return row;
}

const EVENT_COLUMNS = `seq, id, at_us, kind, actor, via, reason,
         api_id, owner_id, role_id, key_id, version_id, details, mac, hash`;

const READ_EVENTS = statement(
  `SELECT ${EVENT_COLUMNS} FROM keywright.audit WHERE seq > $1 ORDER BY seq LIMIT $2`,
);

export async function readEventRows(
  ask: Ask,
  afterSeq: number,
  limit: number,
): Promise<ChainedEvent[]> {
  return (await ask<EventRow>(READ_EVENTS, [afterSeq, limit])).map(toEvent);
}

const IS_WRITTEN = statement('SELECT keywright.is_event_written($1) AS "isWritten"');

/** Whether the event is in the log. Waits for whoever may still be writing it: its lock on the head ends with its transaction. */
export async function isEventWritten(ask: Ask, eventId: string): Promise<boolean> {
  const [row] = await ask<{ readonly isWritten: boolean }>(IS_WRITTEN, [eventId]);
  return row?.isWritten === true;
}

/** One event and its HMAC under the store's audit key. */
export interface SignedDraft {
  readonly draft: EventDraft;
  readonly mac: Buffer;
}

interface Appended {
  readonly ctx: MutationContext;
  /** The instant of the change, epoch microseconds; no event is earlier. */
  readonly plannedUs: number;
}

const APPEND = statement(
  `SELECT seq, hash, at_us AS "atUs"
     FROM keywright.append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);

/** Appends the events and moves the head, whose lock is held from here to the commit. */
export async function appendEvents(
  ask: Ask,
  events: readonly SignedDraft[],
  { ctx, plannedUs }: Appended,
): Promise<ChainHead> {
  const subjects = events.map(({ draft }) => draft.subject);
  const [head] = await ask<ChainHead>(APPEND, [
    ctx.actor,
    ctx.via,
    ctx.reason,
    plannedUs,
    events.map(({ draft }) => draft.id),
    events.map(({ draft }) => draft.kind),
    subjects.map(({ apiId }) => apiId ?? null),
    subjects.map(({ ownerId }) => ownerId ?? null),
    subjects.map(({ roleId }) => roleId ?? null),
    subjects.map(({ keyId }) => keyId ?? null),
    subjects.map(({ versionId }) => versionId ?? null),
    events.map(({ draft }) => encodeDetails(draft.details)),
    events.map(({ mac }) => mac),
  ]);
  if (head === undefined) throw new Error('the head of the store did not move');
  return head;
}
