/**
 * Issues many keys with sealed copies, as one does (docs/architecture.md, "Two files, one truth"), each step for all of them in one
 * commit: seal every token as pending → commit the store → confirm every copy. A crash between any two leaves all pending.
 */
import { type PreparedKey, prepareKeys } from '../src-core/keys/issue-key.ts';
import { bulkRandom } from '../src-core/runtime/bulk-random.ts';
import { newId } from '../src-core/runtime/random.ts';
import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { IssuedManyAnswer } from '../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../src-shared/contract/engine-calls.ts';
import type { KeyRecord } from '../src-shared/model/store-records.ts';
import type { CallContext } from './engine.ts';
import { leavePending } from './leave-pending.ts';
import { confirmCopies, firstEntry } from './token-copies.ts';

/** All of the keys or none. Throws as key:issue does. */
export async function issueMany(
  input: EngineInput<'key:issue-many'>,
  ctx: CallContext,
): Promise<IssuedManyAnswer> {
  const prepared = await prepareKeys(input, ctx);
  const mutation = ctx.mutation(input.reason);
  const deps = { vault: ctx.vault, ctx: mutation };
  const entries = ctx.vault.add(pendingEntries(prepared, ctx), mutation);
  let keys: readonly KeyRecord[];
  try {
    keys = await ctx.store.issueKeys(
      prepared.map(({ newKey }) => newKey),
      mutation,
    );
  } catch (error) {
    if (await isNotCommitted(prepared, ctx)) {
      const ids = entries.map(({ id }) => id);
      leavePending(() => ctx.vault.discardMany(ids, mutation));
    }
    throw error;
  }
  const items = prepared.map((made, index) => answerItem(made, entries[index]));
  const expiresAtMs = keys[0]?.versions[0]?.expiresAtMs ?? null;
  const copies = items.map(({ entryId, versionId }) => ({ entryId, versionId, expiresAtMs }));
  leavePending(() => confirmCopies(deps, copies));
  return { first: required(keys[0]), items };
}

function pendingEntries(prepared: readonly PreparedKey[], ctx: CallContext) {
  const random = bulkRandom(ctx.random);
  const nowMs = ctx.clock.nowMs();
  return prepared.map(({ api, newKey, versionId, token }) =>
    firstEntry(newId('ent', random), {
      storeId: ctx.store.id,
      key: newKey,
      apiName: api.name,
      prefix: api.prefix,
      copy: { versionId, token, nowMs },
    }),
  );
}

/** A commit that reported an error may still have reached the disk. All or none of the batch did, so the first speaks for it. */
async function isNotCommitted(prepared: readonly PreparedKey[], ctx: CallContext) {
  try {
    return (await ctx.store.findKeyOfVersion(required(prepared[0]).versionId)) === null;
  } catch {
    return false;
  }
}

function answerItem({ newKey, versionId, token }: PreparedKey, entry: VaultEntry | undefined) {
  return { keyId: newKey.id, name: newKey.name, versionId, token, entryId: required(entry).id };
}

function required<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error('the batch has another length than its answer');
  return item;
}
