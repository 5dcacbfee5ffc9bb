/** The sealed copies of a key's tokens in its vault entry: seal one as pending, confirm it, take it back. */

import type { MutationContext } from '../src-core/store/verification-store.ts';
import type {
  EntryOverview,
  EntrySecret,
  IssuedLink,
  VaultEntry,
} from '../src-core/vault/entry.ts';
import type { EntryChangeOf, NewEntry, Vault } from '../src-core/vault/vault.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { EntryId, StoreId, VersionId } from '../src-shared/ids/ids.ts';
import { maskToken, parseToken } from '../src-shared/key-format/token.ts';
import type { KeyRecord } from '../src-shared/model/store-records.ts';

interface VaultDeps {
  readonly vault: Vault;
  readonly ctx: MutationContext;
}

interface NewCopy {
  readonly versionId: VersionId;
  readonly token: string;
  readonly nowMs: number;
}

interface KeyFacts {
  readonly storeId: StoreId;
  readonly key: Pick<KeyRecord, 'id' | 'name' | 'environment'>;
  readonly apiName: string;
  readonly prefix: string;
}

/** The entry that holds copies of the key, in the trash too; null where there is none. */
export function findEntryOfKey(vault: Vault, keyId: string): VaultEntry | null {
  const all = [...vault.list(), ...vault.listTrash()];
  return all.find((entry) => entry.overview.issued?.keyId === keyId) ?? null;
}

interface FirstCopy extends KeyFacts {
  readonly copy: NewCopy;
}

/** Seals a key's first token in a new entry, pending. */
export function sealFirstCopy(deps: VaultDeps, id: EntryId, first: FirstCopy): VaultEntry {
  const [entry] = deps.vault.add([firstEntry(id, first)], deps.ctx);
  if (entry === undefined) throw new Error('the vault added no entry');
  return entry;
}

/** The entry of a key that holds its first token alone, pending. */
export function firstEntry(id: EntryId, facts: FirstCopy): NewEntry {
  const { copy } = facts;
  const overview: EntryOverview = {
    kind: 'issued-key',
    name: facts.key.name,
    tags: [],
    url: null,
    notes: null,
    hint: maskedCopy(copy.token),
    createdAtMs: copy.nowMs,
    changedAtMs: copy.nowMs,
    rotatedAtMs: copy.nowMs,
    expiresAtMs: null,
    deletedAtMs: null,
    issued: {
      storeId: facts.storeId,
      keyId: facts.key.id,
      apiName: facts.apiName,
      prefix: facts.prefix,
      environment: facts.key.environment,
      copies: [{ versionId: copy.versionId, state: 'pending', sealedAtMs: copy.nowMs }],
    },
  };
  const secret: EntrySecret = { value: null, tokens: { [copy.versionId]: copy.token } };
  return { id, overview, secret, event: 'copy.sealed' };
}

/** Seals a successor's token beside the older ones, pending. */
export function sealNextCopy(deps: VaultDeps, entry: VaultEntry, copy: NewCopy): VaultEntry {
  const issued = linkOf(entry);
  const secret = deps.vault.openForChange(entry.id);
  return deps.vault.change(
    entry.id,
    {
      expectedVersion: entry.version,
      overview: {
        ...entry.overview,
        hint: maskedCopy(copy.token),
        changedAtMs: copy.nowMs,
        rotatedAtMs: copy.nowMs,
        issued: {
          ...issued,
          copies: [
            { versionId: copy.versionId, state: 'pending', sealedAtMs: copy.nowMs },
            ...issued.copies,
          ],
        },
      },
      secret: { ...secret, tokens: { ...secret.tokens, [copy.versionId]: copy.token } },
      event: 'copy.sealed',
    },
    deps.ctx,
  );
}

/** As confirmCopies, for one. */
export function confirmCopy(deps: VaultDeps, entryId: EntryId, copy: ConfirmedCopy): void {
  confirmCopies(deps, [{ ...copy, entryId }]);
}

/**
 * Marks copies as certain, in one commit: the store holds their versions. Leaves out what is confirmed already or has no entry any more.
 * A change that another program makes at the same moment is read again, a few times.
 */
export function confirmCopies(deps: VaultDeps, copies: readonly ConfirmedCopyOf[]): void {
  const byEntry = Map.groupBy(copies, ({ entryId }) => entryId);
  for (let attempt = 1; ; attempt += 1) {
    const changes = [...byEntry].flatMap(([id, ofEntry]) => confirmation(deps.vault, id, ofEntry));
    if (changes.length === 0) return;
    try {
      deps.vault.changeMany(changes, deps.ctx);
      return;
    } catch (error) {
      const isConflict = error instanceof KeywrightError && error.code === 'vault/conflict';
      if (!isConflict || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

const MAX_ATTEMPTS = 5;

interface ConfirmedCopy {
  readonly versionId: VersionId;
  /** The version's expiry as the store stamped it. */
  readonly expiresAtMs: number | null;
}

export interface ConfirmedCopyOf extends ConfirmedCopy {
  readonly entryId: EntryId;
}

/** None where nothing of the entry is pending. */
function confirmation(
  vault: Vault,
  id: EntryId,
  confirmed: readonly ConfirmedCopy[],
): EntryChangeOf[] {
  const entry = vault.find(id);
  if (entry === null) return [];
  const issued = linkOf(entry);
  const certain = new Map(confirmed.map((copy) => [copy.versionId, copy]));
  const [newest] = issued.copies.flatMap((copy) =>
    copy.state === 'pending' ? (certain.get(copy.versionId) ?? []) : [],
  );
  if (newest === undefined) return [];
  const copies = issued.copies.map((copy) =>
    certain.has(copy.versionId) ? { ...copy, state: 'confirmed' as const } : copy,
  );
  const { expiresAtMs } = newest;
  const overview = { ...entry.overview, expiresAtMs, issued: { ...issued, copies } };
  const event = 'copy.confirmed';
  return [{ id, expectedVersion: entry.version, overview, secret: null, event }];
}

/** Takes back a copy whose version never came to be: the whole entry where it held nothing else. */
export function dropCopy(deps: VaultDeps, entryId: EntryId, versionId: VersionId): void {
  const entry = deps.vault.find(entryId);
  if (entry === null) return;
  const issued = linkOf(entry);
  const copies = issued.copies.filter((copy) => copy.versionId !== versionId);
  if (copies.length === 0) {
    deps.vault.discard(entryId, deps.ctx);
    return;
  }
  const secret = deps.vault.openForChange(entryId);
  const tokens = { ...secret.tokens };
  delete tokens[versionId];
  const [newest] = copies;
  const hint = newest === undefined ? null : maskedCopy(tokens[newest.versionId] ?? '');
  deps.vault.change(
    entryId,
    {
      expectedVersion: entry.version,
      overview: { ...entry.overview, hint, issued: { ...issued, copies } },
      secret: { ...secret, tokens },
      event: 'copy.discarded',
    },
    deps.ctx,
  );
}

function linkOf(entry: VaultEntry): IssuedLink {
  if (entry.overview.issued === null) throw new Error(`entry ${entry.id} is no key of ours`);
  return entry.overview.issued;
}

function maskedCopy(token: string): string | null {
  const parsed = parseToken(token);
  return parsed === null ? null : maskToken(parsed);
}
