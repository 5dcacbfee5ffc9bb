/**
 * [Note: one mutation, one event] The only way to change the store, inside a transaction that its caller opened: locks what the change
 * needs, reads the instant, applies the change and appends the events as the last statement, which takes the head's lock.
 */
import { eventMac } from '../../audit/audit-chain.ts';
import type { EventDraft } from '../../audit/canonical-event.ts';
import type { PostgresSession } from '../../postgres/postgres-pool.ts';
import { bulkRandom } from '../../runtime/bulk-random.ts';
import { newId, type RandomSource } from '../../runtime/random.ts';
import type { SecretBytes } from '../../secret/secret-bytes.ts';
import { stampInstant, usToMs } from '../stamp-instant.ts';
import { clockSetBack, type EventFacts } from '../store-events.ts';
import type { ChainHead, MutationContext } from '../verification-store.ts';
import { type Ask, appendEvents, readInstant, type SignedDraft } from './audit-rows.ts';

/** What a change may use: the connection in its transaction, and the instant the change happens at. */
export interface StoreTransaction {
  readonly ask: Ask;
  readonly run: PostgresSession['run'];
  readonly nowMs: number;
}

export interface Change<Result> {
  readonly result: Result;
  /** At least one where anything was written; none where there was nothing to do: then the transaction is undone. */
  readonly events: readonly EventFacts[];
}

export interface Mutation<Result> {
  /** Takes the locks that the change needs, before its instant is read: a change never happens before what it waited for. */
  readonly lock?: (ask: Ask) => Promise<void>;
  readonly change: (tx: StoreTransaction) => Promise<Change<Result>>;
}

export interface ChangeInputs {
  readonly random: RandomSource;
  readonly auditKey: SecretBytes;
  readonly ctx: MutationContext;
}

/** What was done: with the new head and the id by which the last event is found again, or nothing. */
export interface Applied<Result> {
  readonly result: Result;
  readonly written: { readonly head: ChainHead; readonly eventId: string } | null;
}

/** Applies the mutation at the stamped instant and appends its events; what it throws undoes the transaction. */
export async function changeAndAppend<Result>(
  session: PostgresSession,
  inputs: ChangeInputs,
  { lock, change }: Mutation<Result>,
): Promise<Applied<Result>> {
  const ask: Ask = (statement, values) => session.query(statement, values);
  await lock?.(ask);
  const instant = await readInstant(ask);
  const stamp = stampInstant(instant.clockUs, {
    latestUs: instant.atUs,
    reportedBehindUs: instant.reportedBehindUs,
  });
  const run = (text: string): Promise<void> => session.run(text);
  const { result, events } = await change({ ask, run, nowMs: usToMs(stamp.atUs) });
  if (events.length === 0) return { result, written: null };
  const setBack = stamp.setBackByUs === null ? [] : [clockSetBack(stamp.setBackByUs)];
  const drafts = signedDrafts([...setBack, ...events], inputs);
  const head = await appendEvents(ask, drafts, { ctx: inputs.ctx, plannedUs: stamp.atUs });
  return { result, written: { head, eventId: drafts.at(-1)?.draft.id ?? '' } };
}

function signedDrafts(events: readonly EventFacts[], inputs: ChangeInputs): SignedDraft[] {
  const { actor, via, reason } = inputs.ctx;
  const random = events.length > 1 ? bulkRandom(inputs.random) : inputs.random;
  return events.map((facts) => {
    const draft: EventDraft = { id: newId('evt', random), actor, via, reason, ...facts };
    return { draft, mac: eventMac(inputs.auditKey, draft) };
  });
}
