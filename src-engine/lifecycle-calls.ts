/** Calls about the life of a key after it was issued: listing, the end of a grace period, revoking, disabling. No secret is touched. */
import { getKey } from '../src-core/keys/key-desk.ts';
import { clip } from '../src-shared/error/clip.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { KeyRecord, VersionRecord } from '../src-shared/model/store-records.ts';
import type { CallContext, Handlers } from './engine.ts';
import { viewKey, viewKeys } from './key-view.ts';

type LifecycleCall =
  | 'key:list'
  | 'key:show'
  | 'key:finish'
  | 'key:extend'
  | 'key:roll-back'
  | 'key:revoke'
  | 'key:set-disabled';

export const lifecycleCalls: Handlers<LifecycleCall> = {
  'key:list': async (_input, ctx) => ({ items: await viewKeys(await ctx.store.listKeys({}), ctx) }),
  'key:show': async (input, ctx) => viewKey(await getKey(ctx.store, input.key), ctx),
  'key:finish': async (input, ctx) => {
    const { id } = await getKey(ctx.store, input.key);
    return viewKey(await ctx.store.finishRotation(id, ctx.mutation(input.reason)), ctx);
  },
  'key:extend': async (input, ctx) => {
    const { id } = await getKey(ctx.store, input.key);
    const extended = ctx.store.extendRotation(id, input.byMs, ctx.mutation(input.reason));
    return viewKey(await extended, ctx);
  },
  'key:roll-back': async (input, ctx) => {
    const { id } = await getKey(ctx.store, input.key);
    return viewKey(await ctx.store.rollBackRotation(id, ctx.mutation(input.reason)), ctx);
  },
  'key:revoke': async (input, ctx) => {
    const key = await getKey(ctx.store, input.key);
    const why = { code: input.code, note: input.note };
    const mutation = ctx.mutation(input.note);
    const revoked =
      input.versionId === null
        ? ctx.store.revokeKey(key.id, why, mutation)
        : ctx.store.revokeVersion(versionOf(key, input.versionId).id, why, mutation);
    return viewKey(await revoked, ctx);
  },
  'key:set-disabled': (input, ctx) => setDisabled(input, ctx),
};

async function setDisabled(
  input: { readonly key: string; readonly isDisabled: boolean; readonly reason: string | null },
  ctx: CallContext,
) {
  const { id } = await getKey(ctx.store, input.key);
  const mutation = ctx.mutation(input.reason);
  return viewKey(await ctx.store.setKeyDisabled(id, input.isDisabled, mutation), ctx);
}

function versionOf(key: KeyRecord, versionId: string): VersionRecord {
  const version = key.versions.find(({ id }) => id === versionId);
  if (version !== undefined) return version;
  throw new KeywrightError(
    'key/not-found',
    `The key "${clip(key.name)}" has no version ${clip(versionId)}`,
  );
}
