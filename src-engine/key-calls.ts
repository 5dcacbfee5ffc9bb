/**
 * Issue and rotate with a sealed copy (docs/architecture.md, "Two files, one truth"): seal the token as pending → commit the store →
 * confirm the copy. A crash between any two leaves a pending copy, which the next unlock settles.
 */

import { prepareKey } from '../src-core/keys/issue-key.ts';
import { prepareRotation } from '../src-core/keys/rotate-key.ts';
import { newId } from '../src-core/runtime/random.ts';
import type { MutationContext } from '../src-core/store/verification-store.ts';
import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { VersionId } from '../src-shared/ids/ids.ts';
import { retiringVersion } from '../src-shared/lifecycle/key-status.ts';
import type { KeyRecord } from '../src-shared/model/store-records.ts';
import type { CallContext, Handlers } from './engine.ts';
import { issueMany } from './issue-many.ts';
import { leavePending } from './leave-pending.ts';
import {
  confirmCopy,
  dropCopy,
  findEntryOfKey,
  sealFirstCopy,
  sealNextCopy,
} from './token-copies.ts';

export const keyCalls: Handlers<'key:issue' | 'key:issue-many' | 'key:rotate'> = {
  'key:issue': async (input, ctx) => {
    const prepared = await prepareKey(input, ctx);
    const { newKey, versionId, token } = prepared;
    const mutation = ctx.mutation(input.reason);
    const entry = sealFirstCopy({ vault: ctx.vault, ctx: mutation }, newId('ent', ctx.random), {
      storeId: ctx.store.id,
      key: newKey,
      apiName: prepared.api.name,
      prefix: prepared.api.prefix,
      copy: { versionId, token, nowMs: ctx.clock.nowMs() },
    });
    const copy = { ctx, mutation, entry, versionId };
    const key = await commitWithCopy(copy, () => ctx.store.issueKey(newKey, mutation));
    return { key, versionId, token, entryId: entry.id };
  },
  'key:issue-many': issueMany,
  'key:rotate': async (input, ctx) => {
    const { key: before, rotation, versionId, token } = await prepareRotation(input, ctx);
    const mutation = ctx.mutation(input.reason);
    const entry = sealRotated({ ctx, mutation, key: before, versionId, token });
    const copy = { ctx, mutation, entry, versionId };
    const key = await commitWithCopy(copy, () => ctx.store.rotateKey(rotation, mutation));
    return { key, versionId, token, entryId: entry.id, retiring: await retiringOf(key, ctx) };
  },
};

interface SealRotated {
  readonly ctx: CallContext;
  readonly mutation: MutationContext;
  readonly key: KeyRecord;
  readonly versionId: VersionId;
  readonly token: string;
}

/** Beside the older copies where the key has an entry, which comes back from the trash for it; else in a new one. */
function sealRotated(input: SealRotated): VaultEntry {
  const { ctx, key, versionId, token } = input;
  const deps = { vault: ctx.vault, ctx: input.mutation };
  const copy = { versionId, token, nowMs: ctx.clock.nowMs() };
  const entry = findEntryOfKey(ctx.vault, key.id);
  if (entry !== null) {
    const isTrashed = entry.overview.deletedAtMs !== null;
    return sealNextCopy(
      deps,
      isTrashed ? ctx.vault.restore(entry.id, input.mutation) : entry,
      copy,
    );
  }
  return sealFirstCopy(deps, newId('ent', ctx.random), {
    storeId: ctx.store.id,
    key,
    apiName: key.api.name,
    prefix: key.api.prefix,
    copy,
  });
}

interface PendingCopy {
  readonly ctx: CallContext;
  readonly mutation: MutationContext;
  readonly entry: VaultEntry;
  readonly versionId: VersionId;
}

async function commitWithCopy(
  copy: PendingCopy,
  commit: () => Promise<KeyRecord>,
): Promise<KeyRecord> {
  const deps = { vault: copy.ctx.vault, ctx: copy.mutation };
  let key: KeyRecord;
  try {
    key = await commit();
  } catch (error) {
    await takeBack(copy);
    throw error;
  }
  const version = key.versions.find((candidate) => candidate.id === copy.versionId);
  leavePending(() =>
    confirmCopy(deps, copy.entry.id, {
      versionId: copy.versionId,
      expiresAtMs: version?.expiresAtMs ?? null,
    }),
  );
  return key;
}

/** A commit that reported an error may still have reached the disk, so the store is asked before the copy goes. */
async function takeBack(copy: PendingCopy): Promise<void> {
  const { ctx, mutation, entry, versionId } = copy;
  let isCommitted: boolean;
  try {
    isCommitted = (await ctx.store.findKeyOfVersion(versionId)) !== null;
  } catch {
    return;
  }
  if (!isCommitted) {
    leavePending(() => dropCopy({ vault: ctx.vault, ctx: mutation }, entry.id, versionId));
  }
}

async function retiringOf(
  key: KeyRecord,
  ctx: CallContext,
): Promise<{ versionId: string; endsAtMs: number } | null> {
  const retiring = retiringVersion(key, await ctx.store.nowMs());
  if (retiring?.endsAtMs == null) return null;
  return { versionId: retiring.id, endsAtMs: retiring.endsAtMs };
}
