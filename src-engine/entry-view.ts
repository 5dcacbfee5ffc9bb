/** One row of the catalog for people: a vault entry, joined with its store record where it is a key of ours. */

import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { PolicyBook } from '../src-core/vault/vault.ts';
import type { EntryView } from '../src-shared/contract/engine-answers.ts';
import { maskToken } from '../src-shared/key-format/token.ts';
import { activeVersion, keyStatus } from '../src-shared/lifecycle/key-status.ts';
import { formatOwnerLabel } from '../src-shared/model/names.ts';
import type { KeyRecord } from '../src-shared/model/store-records.ts';
import { findDue } from '../src-shared/rotation/due.ts';
import type { RotationPolicy } from '../src-shared/rotation/rotation-policy.ts';

interface ViewFacts {
  readonly nowMs: number;
  /** The store's record of an issued key; null for third-party entries, and where another store has it. */
  readonly key: KeyRecord | null;
  readonly lastUsedAtMs: number | null;
  readonly policies: PolicyBook;
}

/** Nothing is left to rotate: the whole key is revoked, or its holder took it out of use, or the store does not know it. */
const AT_REST: ReadonlySet<EntryView['status']> = new Set([
  'revoked',
  'retired',
  'disabled',
  'deleted',
  'pending',
  'unknown',
]);

/** The view of a vault entry. */
export function viewEntry(entry: VaultEntry, facts: ViewFacts): EntryView {
  const { apis, entries } = facts.policies;
  const policy = entry.overview.issued === null ? entries[entry.id] : apis[facts.key?.api.id ?? ''];
  return withDue(viewWithoutDue(entry, facts), policy ?? null);
}

type Undue = Omit<EntryView, 'policy' | 'due'>;

function withDue(view: Undue, policy: RotationPolicy | null): EntryView {
  return { ...view, policy, due: AT_REST.has(view.status) ? null : findDue(view, policy) };
}

function viewWithoutDue(entry: VaultEntry, facts: ViewFacts): Undue {
  const { overview } = entry;
  const base = {
    entryId: entry.id,
    kind: overview.kind,
    name: overview.name,
    tags: overview.tags,
    url: overview.url,
    notes: overview.notes,
    masked: overview.hint,
    version: entry.version,
    createdAtMs: overview.createdAtMs,
    changedAtMs: overview.changedAtMs,
    rotatedAtMs: overview.rotatedAtMs,
    expiresAtMs: overview.expiresAtMs,
    lastUsedAtMs: facts.lastUsedAtMs,
    deletedAtMs: overview.deletedAtMs,
    keyId: overview.issued?.keyId ?? null,
    versionId: overview.issued?.copies[0]?.versionId ?? null,
    api: overview.issued?.apiName ?? null,
    environment: overview.issued?.environment ?? null,
    owner: null,
  };
  if (overview.deletedAtMs !== null) return { ...base, status: 'deleted' };
  if (facts.key !== null) return { ...base, ...keyFacts(facts.key, facts.nowMs) };
  if (overview.issued !== null) {
    const isPending = overview.issued.copies.every((copy) => copy.state === 'pending');
    return { ...base, status: isPending ? 'pending' : 'unknown' };
  }
  const isExpired = overview.expiresAtMs !== null && overview.expiresAtMs <= facts.nowMs;
  return { ...base, status: isExpired ? 'expired' : 'ok' };
}

/** The view of a key of ours that has no copy in the vault. */
export function viewUncopiedKey(key: KeyRecord, facts: Omit<ViewFacts, 'key'>): EntryView {
  const newest = key.versions[0];
  const view: Undue = {
    entryId: null,
    kind: 'issued-key',
    name: key.name,
    tags: [],
    url: null,
    notes: null,
    version: null,
    createdAtMs: key.createdAtMs,
    changedAtMs: newest?.createdAtMs ?? key.createdAtMs,
    lastUsedAtMs: facts.lastUsedAtMs,
    deletedAtMs: null,
    ...keyFacts(key, facts.nowMs),
  };
  return withDue(view, facts.policies.apis[key.api.id] ?? null);
}

function keyFacts(
  key: KeyRecord,
  nowMs: number,
): Pick<
  EntryView,
  | 'keyId'
  | 'versionId'
  | 'api'
  | 'environment'
  | 'owner'
  | 'status'
  | 'expiresAtMs'
  | 'rotatedAtMs'
  | 'masked'
> {
  const active = activeVersion(key) ?? key.versions[0];
  const { prefix } = key.api;
  return {
    masked:
      active === undefined
        ? null
        : maskToken({ prefix, environment: key.environment, versionId: active.id }),
    keyId: key.id,
    versionId: active?.id ?? null,
    api: key.api.name,
    environment: key.environment,
    owner: formatOwnerLabel(key.owner),
    status: keyStatus(key, nowMs),
    expiresAtMs: active?.expiresAtMs ?? null,
    rotatedAtMs: active?.createdAtMs ?? key.createdAtMs,
  };
}
