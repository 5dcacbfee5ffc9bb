/** Every mutation of an open store: loads the keys, commits the change with its events in one immediate transaction, or nothing. */
import type { MutationContext } from '../verification-store.ts';
import { type Change, changeAndAppend, type StoreTransaction } from './change-and-append.ts';
import { withConstraintCodes } from './constraint-fault.ts';
import { loadSessionKeys, type StoreSession } from './store-session.ts';

/**
 * Throws the change's own codes, usage/secret-rejected, pepper/unavailable, pepper/mismatch, store/busy, store/read-only,
 * store/damaged and disk/full; then nothing was changed. After disk/failed the state is as read again: before or after.
 */
export async function mutate<Result>(
  session: StoreSession,
  ctx: MutationContext,
  change: (tx: StoreTransaction) => Change<Result>,
): Promise<Result> {
  const keys = await loadSessionKeys(session);
  const { file, deps, signer } = session;
  const result = file.use((db) =>
    withConstraintCodes(() => {
      const commit = db.transaction(() => {
        const clockMs = deps.clock.nowMs();
        const latestSeenMs = deps.latestSeenMs?.() ?? 0;
        const inputs = { clockMs, latestSeenMs, random: deps.random, auditKey: keys.auditKey, ctx };
        return changeAndAppend(db, inputs, change);
      });
      return commit.immediate();
    }),
  );
  signer.signIfDue(keys.signingKey);
  return result;
}
