/** Views of many entries and keys from one look at the store: what every list of the catalog is made of. */
import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { PolicyBook } from '../src-core/vault/vault.ts';
import type { EntryView } from '../src-shared/contract/engine-answers.ts';
import type { KeyRecord } from '../src-shared/model/store-records.ts';
import type { CallContext } from './engine.ts';
import { viewEntry, viewUncopiedKey } from './entry-view.ts';

/** Store, usage and policies as of one instant. */
export interface CatalogFacts {
  readonly keys: ReadonlyMap<string, KeyRecord>;
  readonly used: ReadonlyMap<string, number>;
  readonly policies: PolicyBook;
  readonly nowMs: number;
}

export async function readCatalogFacts({
  vault,
  store,
  readLastUse,
}: Pick<CallContext, 'vault' | 'store' | 'readLastUse'>): Promise<CatalogFacts> {
  const keys = await store.listKeys({});
  return {
    keys: new Map(keys.map((key) => [key.id, key])),
    used: readLastUse(),
    policies: vault.policies.read(),
    nowMs: await store.nowMs(),
  };
}

export function viewEntries(entries: readonly VaultEntry[], facts: CatalogFacts): EntryView[] {
  const { nowMs, keys, used, policies } = facts;
  return entries.map((entry) => {
    const keyId = entry.overview.issued?.keyId ?? '';
    const key = keys.get(keyId) ?? null;
    return viewEntry(entry, { nowMs, policies, key, lastUsedAtMs: used.get(keyId) ?? null });
  });
}

/** Keys of ours but those of `copied`, the ids of keys that a live entry or the trash has a copy of. */
export function viewUncopied(
  { keys, used, ...facts }: CatalogFacts,
  copied: ReadonlySet<string>,
): EntryView[] {
  return [...keys.values()]
    .filter(({ id }) => !copied.has(id))
    .map((key) => viewUncopiedKey(key, { ...facts, lastUsedAtMs: used.get(key.id) ?? null }));
}

export function copiedKeys(entries: readonly VaultEntry[]): Set<string> {
  return new Set(entries.flatMap(({ overview }) => overview.issued?.keyId ?? []));
}
