/**
 * Every mutation of an open store: loads the keys, commits the change with its events in one transaction, or nothing. A COMMIT that got
 * no answer is looked up by its event and never repeated: a second rotation would retire a version that its caller never saw.
 */
import { setTimeout } from 'node:timers/promises';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { CommitUnknown } from '../../postgres/postgres-pool.ts';
import type { MutationContext } from '../verification-store.ts';
import { isEventWritten } from './audit-rows.ts';
import { type Applied, changeAndAppend, type Mutation } from './change-and-append.ts';
import { constraintFault } from './constraint-fault.ts';
import { loadSessionKeys, type StoreSession } from './store-session.ts';
import { unknownOutcome } from './unknown-outcome.ts';

/**
 * Throws the change's own codes, usage/secret-rejected, pepper/unavailable, pepper/mismatch, store/busy, store/read-only,
 * store/unavailable, store/damaged and disk/full; then nothing was changed. After store/outcome-unknown it was changed whole or not at all.
 */
export async function mutate<Result>(
  session: StoreSession,
  ctx: MutationContext,
  mutation: Mutation<Result>,
): Promise<Result> {
  const keys = await loadSessionKeys(session);
  const inputs = { random: session.deps.random, auditKey: keys.auditKey, ctx };
  const { result, written } = await session.pool
    .transact(async (connection) => {
      try {
        const applied = await changeAndAppend(connection, inputs, mutation);
        return { result: applied, isKept: applied.written !== null };
      } catch (error) {
        throw constraintFault(error);
      }
    })
    .catch((error: unknown) => {
      if (error instanceof CommitUnknown) return settle<Result>(session, error);
      throw error;
    });
  if (written !== null) await session.checkpoints.signIfDue(keys.signingKey);
  return result;
}

/** Waits before each look: a server that crashed is there again within seconds. */
const WAITS_MS = [0, 100, 200, 400, 800, 1_600];

/** What became of a change whose COMMIT got no answer. Throws store/unavailable where it was not made. */
async function settle<Result>(
  session: StoreSession,
  unknown: CommitUnknown,
): Promise<Applied<Result>> {
  const applied = unknown.result as Applied<Result>;
  const eventId = applied.written?.eventId ?? '';
  for (const waitMs of WAITS_MS) {
    await setTimeout(waitMs);
    const isWritten = await lookUp(session, eventId);
    if (isWritten === true) return applied;
    if (isWritten === false) {
      throw new KeywrightError(
        'store/unavailable',
        'The connection to the store was lost before the change was committed; nothing was changed',
        { cause: unknown },
      );
    }
  }
  throw unknownOutcome(unknown);
}

/** Null: the store cannot be asked now. */
async function lookUp(session: StoreSession, eventId: string): Promise<boolean | null> {
  try {
    return await session.pool.transact(async (connection) => {
      const result = await isEventWritten(
        (statement, values) => connection.query(statement, values),
        eventId,
      );
      return { result, isKept: false };
    });
  } catch {
    return null;
  }
}
