/** Calls about catalog entries: add, import, list, show, reveal, edit, remove, restore, revert. */

import { newId } from '../src-core/runtime/random.ts';
import type { EntryOverview, EntrySecret, VaultEntry } from '../src-core/vault/entry.ts';
import type { NewEntry } from '../src-core/vault/vault.ts';
import type { EngineAnswer } from '../src-shared/contract/engine-answers.ts';
import type { EngineCall, EngineInput } from '../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { activeVersion } from '../src-shared/lifecycle/key-status.ts';
import { parseTitle } from '../src-shared/model/names.ts';
import { type Deadline, formatInstant, resolveDeadline } from '../src-shared/time/instant.ts';
import { listCatalog, viewOne } from './catalog.ts';
import type { CallContext, Handlers } from './engine.ts';
import { maskSecret } from './mask-secret.ts';
import { revertEntry } from './revert-entry.ts';

type EntryInput = EngineInput<'entry:add'>;

export const entryCalls: Handlers<Extract<EngineCall, `entry:${string}`>> = {
  'entry:add': async (input, ctx) => {
    const [entry] = ctx.vault.add([newEntry(input, ctx, 'entry.added')], ctx.mutation(null));
    return viewOne(required(entry), ctx);
  },
  'entry:import': (input, ctx) => {
    const entries = input.entries.map((entry) => newEntry(entry, ctx, 'entry.imported'));
    const added = ctx.vault.add(entries, ctx.mutation(`import of ${input.source}`));
    return { entryIds: added.map((entry) => entry.id) };
  },
  'entry:list': async (input, ctx) => ({ items: await listCatalog(input, ctx) }),
  'entry:page': (input, ctx) => ctx.readings.page(input, ctx),
  'entry:show': (input, ctx) => viewOne(ctx.vault.get(input.entry), ctx),
  'entry:reveal': (input, ctx) => reveal(input, ctx),
  'entry:edit': (input, ctx) => viewOne(edit(input, ctx), ctx),
  'entry:remove': (input, ctx) =>
    viewOne(ctx.vault.trash(ctx.vault.get(input.entry).id, ctx.mutation(input.reason)), ctx),
  'entry:restore': (input, ctx) =>
    viewOne(ctx.vault.restore(input.entry, ctx.mutation(input.reason)), ctx),
  'entry:revert': (input, ctx) => viewOne(revertEntry(input, ctx), ctx),
  'entry:history': (input, ctx) => ({
    items: ctx.vault.history(ctx.vault.get(input.entry).id).map((item) => ({
      version: item.version,
      name: item.overview.name,
      masked: item.overview.hint,
      changedAtMs: item.overview.changedAtMs,
    })),
  }),
};

function newEntry(input: EntryInput, ctx: CallContext, event: string): NewEntry {
  const nowMs = ctx.clock.nowMs();
  const overview: EntryOverview = {
    kind: input.kind,
    name: parseTitle(input.name, 'entry name'),
    tags: [...new Set(input.tags)],
    url: input.url,
    notes: input.notes,
    hint: maskSecret(input.secret),
    createdAtMs: nowMs,
    changedAtMs: nowMs,
    rotatedAtMs: nowMs,
    expiresAtMs: futureOrNull(input.expires, nowMs),
    deletedAtMs: null,
    issued: null,
  };
  const secret: EntrySecret = { value: input.secret, tokens: {} };
  return { id: newId('ent', ctx.random), overview, secret, event };
}

function edit(input: EngineInput<'entry:edit'>, ctx: CallContext): VaultEntry {
  const entry = ctx.vault.get(input.entry);
  const { overview } = entry;
  const isIssued = overview.issued !== null;
  if (
    isIssued &&
    (input.secret !== undefined || input.expires !== undefined || input.kind !== undefined)
  ) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `"${overview.name}" is a key of ours: its secret, kind and expiry are the store's`,
      { hint: 'Rotate it with `keywright rotate KEY`.' },
    );
  }
  const nowMs = ctx.clock.nowMs();
  const newSecret = input.secret ?? null;
  const next: EntryOverview = {
    ...overview,
    name: input.name === undefined ? overview.name : parseTitle(input.name, 'entry name'),
    kind: input.kind ?? overview.kind,
    tags: input.tags === undefined ? overview.tags : [...new Set(input.tags)],
    url: input.url === undefined ? overview.url : input.url,
    notes: input.notes === undefined ? overview.notes : input.notes,
    hint: newSecret === null ? overview.hint : maskSecret(newSecret),
    rotatedAtMs: newSecret === null ? overview.rotatedAtMs : nowMs,
    expiresAtMs:
      input.expires === undefined ? overview.expiresAtMs : futureOrNull(input.expires, nowMs),
    changedAtMs: nowMs,
  };
  const secret = newSecret === null ? null : { value: newSecret, tokens: {} };
  const change = { expectedVersion: entry.version, overview: next, secret, event: 'entry.edited' };
  return ctx.vault.change(entry.id, change, ctx.mutation(input.reason));
}

async function reveal(
  input: EngineInput<'entry:reveal'>,
  ctx: CallContext,
): Promise<EngineAnswer<'entry:reveal'>> {
  const entry = ctx.vault.get(input.entry);
  const versionId = await wantedVersion(entry, input.versionId, ctx);
  if (entry.overview.issued === null && entry.overview.hint === null) throw noSecret(entry);
  const opened = ctx.vault.reveal(entry.id, input.purpose, ctx.mutation(input.reason));
  const secret = versionId === null ? opened.value : opened.tokens[versionId];
  if (secret == null) throw noSecret(entry);
  return { entryId: entry.id, name: entry.overview.name, secret, versionId };
}

/** The version whose token is meant: the one named, else the active one, else the newest. Null for a third-party entry. */
async function wantedVersion(
  entry: VaultEntry,
  named: string | null,
  ctx: CallContext,
): Promise<string | null> {
  const { issued } = entry.overview;
  if (issued === null) return null;
  const [key] = await ctx.store.findKeys(issued.keyId);
  const wanted = named ?? (key === undefined ? null : activeVersion(key)?.id);
  if (issued.copies.some((copy) => copy.versionId === wanted)) return wanted ?? null;
  if (named === null) return issued.copies[0]?.versionId ?? null;
  throw new KeywrightError('entry/not-found', `"${entry.overview.name}" holds no copy of ${named}`);
}

function noSecret(entry: VaultEntry): KeywrightError {
  return new KeywrightError('entry/no-secret', `"${entry.overview.name}" holds no secret`);
}

function futureOrNull(deadline: Deadline | null, nowMs: number): number | null {
  if (deadline === null) return null;
  const atMs = resolveDeadline(deadline, nowMs);
  if (atMs <= nowMs) {
    throw new KeywrightError('key/expiry-refused', `The expiry ${formatInstant(atMs)} has passed`);
  }
  return atMs;
}

function required<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error('the vault added no entry');
  return item;
}
