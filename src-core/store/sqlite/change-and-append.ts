/**
 * [Note: one mutation, one event] The only way to change the store, inside a transaction that its caller opened: reads the head,
 * stamps the instant, applies the change, appends the events and moves the head as the last statement.
 */
import { chainHash, eventMac } from '../../audit/audit-chain.ts';
import type { EventDraft } from '../../audit/canonical-event.ts';
import { bulkRandom } from '../../runtime/bulk-random.ts';
import { newId, type RandomSource } from '../../runtime/random.ts';
import type { SecretBytes } from '../../secret/secret-bytes.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { stampInstant, usToMs } from '../stamp-instant.ts';
import { clockSetBack, type EventFacts } from '../store-events.ts';
import type { ChainedEvent, ChainHead, MutationContext } from '../verification-store.ts';
import { insertEvent, readHeadRow, updateHead } from './audit-rows.ts';

/** What a change may use: the database inside the transaction, and the instant it happens at. */
export interface StoreTransaction {
  readonly db: SqliteDatabase;
  readonly nowMs: number;
}

export interface Change<Result> {
  readonly result: Result;
  /** At least one where anything was written; none where there was nothing to do. */
  readonly events: readonly EventFacts[];
}

export interface ChangeInputs {
  /** Wall clock, epoch milliseconds. */
  readonly clockMs: number;
  /** Latest instant that verifying has seen, epoch milliseconds. */
  readonly latestSeenMs: number;
  readonly random: RandomSource;
  readonly auditKey: SecretBytes;
  readonly ctx: MutationContext;
}

/** Applies the change at the stamped instant and appends its events; what the change throws undoes the transaction. */
export function changeAndAppend<Result>(
  db: SqliteDatabase,
  inputs: ChangeInputs,
  change: (tx: StoreTransaction) => Change<Result>,
): Result {
  const head = readHeadRow(db);
  const nowUs = Math.floor(inputs.clockMs * 1_000);
  const stamp = stampInstant(nowUs, {
    latestUs: Math.max(head.atUs, Math.floor(inputs.latestSeenMs * 1_000)),
    reportedBehindUs: head.reportedBehindUs,
  });
  const writesBefore = totalChanges(db);
  const { result, events } = change({ db, nowMs: usToMs(stamp.atUs) });
  if (events.length === 0) {
    if (totalChanges(db) !== writesBefore) throw new Error('a change without an event');
    return result;
  }
  const setBack = stamp.setBackByUs === null ? [] : [clockSetBack(stamp.setBackByUs)];
  let tip: ChainHead = { ...head, atUs: stamp.atUs - 1 };
  const random = events.length > 1 ? bulkRandom(inputs.random) : inputs.random;
  for (const facts of [...setBack, ...events]) {
    const event = nextEvent(tip, facts, { ...inputs, random });
    insertEvent(db, event);
    tip = event;
  }
  updateHead(db, head.seq, { ...tip, reportedBehindUs: stamp.reportedBehindUs });
  return result;
}

/** Events of one change are a microsecond apart. */
function nextEvent(tip: ChainHead, facts: EventFacts, inputs: ChangeInputs): ChainedEvent {
  const { actor, via, reason } = inputs.ctx;
  const draft: EventDraft = { id: newId('evt', inputs.random), actor, via, reason, ...facts };
  const step = { seq: tip.seq + 1, atUs: tip.atUs + 1, mac: eventMac(inputs.auditKey, draft) };
  return { ...draft, ...step, atMs: usToMs(step.atUs), hash: chainHash(tip.hash, step) };
}

function totalChanges(db: SqliteDatabase): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
}
