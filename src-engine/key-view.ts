/** A key as the window shows it: the record, what time makes of it, when it was last seen, and where its copy lies. */
import type { KeyView } from '../src-shared/contract/store-answers.ts';
import { keyStatus } from '../src-shared/lifecycle/key-status.ts';
import type { KeyRecord } from '../src-shared/model/store-records.ts';
import type { CallContext } from './engine.ts';

/** Views of the keys, in their order; usage and entries are read once for all of them. */
export async function viewKeys(keys: readonly KeyRecord[], ctx: CallContext): Promise<KeyView[]> {
  const nowMs = await ctx.store.nowMs();
  const used = ctx.readLastUse();
  const entryIds = new Map<string, string>();
  for (const { id, overview } of ctx.vault.list()) {
    if (overview.issued !== null) entryIds.set(overview.issued.keyId, id);
  }
  return keys.map((key) => ({
    key,
    status: keyStatus(key, nowMs),
    nowMs,
    lastUsedAtMs: used.get(key.id) ?? null,
    lastUseOfVersions: lastUseOf(key, used),
    entryId: entryIds.get(key.id) ?? null,
  }));
}

export async function viewKey(key: KeyRecord, ctx: CallContext): Promise<KeyView> {
  const [view] = await viewKeys([key], ctx);
  if (view === undefined) throw new Error('one key has one view');
  return view;
}

function lastUseOf(
  key: KeyRecord,
  used: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    key.versions.flatMap(({ id }) => {
      const lastMs = used.get(id);
      return lastMs === undefined ? [] : [[id, lastMs]];
    }),
  );
}
