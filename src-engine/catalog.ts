/** The catalog as lists show it: vault entries and keys of ours in one list, searched and sorted. */

import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { EntryView } from '../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../src-shared/contract/engine-calls.ts';
import { parseEntryQuery } from '../src-shared/query/entry-query.ts';
import { copiedKeys, readCatalogFacts, viewEntries, viewUncopied } from './catalog-views.ts';
import type { CallContext } from './engine.ts';
import { viewEntry } from './entry-view.ts';

type ListInput = EngineInput<'entry:list'>;

/** Entries that match, in the order asked for. Opens no secret and writes no event. */
export async function listCatalog(input: ListInput, ctx: CallContext): Promise<EntryView[]> {
  const matches = parseEntryQuery(input.query);
  const facts = await readCatalogFacts(ctx);
  const trash = ctx.vault.listTrash();
  const live = input.inTrash ? [] : ctx.vault.list();
  const views = input.inTrash
    ? viewEntries(trash, facts)
    : [...viewEntries(live, facts), ...viewUncopied(facts, copiedKeys([...live, ...trash]))];
  return views.filter((view) => matches(view, facts.nowMs)).toSorted(ORDERS[input.sort]);
}

/** The view of one entry. */
export async function viewOne(entry: VaultEntry, ctx: CallContext): Promise<EntryView> {
  const keyId = entry.overview.issued?.keyId;
  const [key = null] = keyId === undefined ? [] : await ctx.store.findKeys(keyId);
  return viewEntry(entry, {
    nowMs: await ctx.store.nowMs(),
    key,
    lastUsedAtMs: lastUse(ctx, keyId),
    policies: ctx.vault.policies.read(),
  });
}

function lastUse(ctx: CallContext, keyId: string | undefined): number | null {
  return keyId === undefined ? null : (ctx.readLastUse().get(keyId) ?? null);
}

type Order = (a: EntryView, b: EntryView) => number;

/** Of localeCompare half the time is looking up the language. */
const { compare: compareNames } = new Intl.Collator('en');

const byName: Order = (a, b) => compareNames(a.name, b.name) || a.createdAtMs - b.createdAtMs;

/** Soonest first; what never happens or never happened comes last. */
const soonestFirst =
  (pick: (view: EntryView) => number | null): Order =>
  (a, b) =>
    compare(pick(a) ?? Infinity, pick(b) ?? Infinity) || byName(a, b);

const latestFirst =
  (pick: (view: EntryView) => number | null): Order =>
  (a, b) =>
    compare(pick(b) ?? -Infinity, pick(a) ?? -Infinity) || byName(a, b);

const ORDERS: Readonly<Record<ListInput['sort'], Order>> = {
  name: byName,
  expires: soonestFirst((view) => view.expiresAtMs),
  rotated: soonestFirst((view) => view.rotatedAtMs),
  used: latestFirst((view) => view.lastUsedAtMs),
};

/** Not a subtraction: Infinity − Infinity is no number. */
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
