/**
 * Settles sealed copies that a crash left `pending` (docs/architecture.md, "Two files, one truth"): the store is asked for each
 * version. There → confirmed. Not there and older than any commit can take → dropped, with the entry where it held nothing else.
 */

import type { MutationContext, VerificationStore } from '../src-core/store/verification-store.ts';
import type { TokenCopy, VaultEntry } from '../src-core/vault/entry.ts';
import type { Vault } from '../src-core/vault/vault.ts';
import { type ConfirmedCopyOf, confirmCopies, dropCopy } from './token-copies.ts';

/**
 * A store commit ends long before this (its lock wait is 5 s), so an older pending copy belongs to no running program. A younger one
 * is left alone: another program may be between sealing it and committing it.
 */
export const PENDING_GRACE_MS = 120_000;

export interface SettledCopies {
  readonly confirmed: number;
  readonly discarded: number;
}

export interface SettleDeps {
  readonly vault: Vault;
  readonly store: VerificationStore;
  readonly nowMs: number;
  readonly ctx: MutationContext;
}

/** Settles every pending copy of keys of this store. A read-only vault is left as it is, and so is the trash until it is restored. */
export async function settleCopies(deps: SettleDeps): Promise<SettledCopies> {
  const pending = pendingCopies(deps);
  // Asked after they were looked at: an overview that does not open makes the vault read-only.
  if (deps.vault.readOnlyCause !== null) return { confirmed: 0, discarded: 0 };
  const certain: ConfirmedCopyOf[] = [];
  const abandoned: PendingCopy[] = [];
  for (const { entry, copy } of pending) {
    const key = await deps.store.findKeyOfVersion(copy.versionId);
    if (key !== null) {
      const version = key.versions.find((candidate) => candidate.id === copy.versionId);
      const expiresAtMs = version?.expiresAtMs ?? null;
      certain.push({ entryId: entry.id, versionId: copy.versionId, expiresAtMs });
    } else if (isAbandoned(copy, deps.nowMs)) {
      abandoned.push({ entry, copy });
    }
  }
  confirmCopies(deps, certain);
  dropCopies(deps, abandoned);
  return { confirmed: certain.length, discarded: abandoned.length };
}

/** What a whole batch left goes in one commit. */
function dropCopies(deps: SettleDeps, abandoned: readonly PendingCopy[]): void {
  const [alone, besideOthers] = [
    abandoned.filter(isAlone),
    abandoned.filter((one) => !isAlone(one)),
  ];
  if (alone.length > 0) {
    deps.vault.discardMany(
      alone.map(({ entry }) => entry.id),
      deps.ctx,
    );
  }
  for (const { entry, copy } of besideOthers) dropCopy(deps, entry.id, copy.versionId);
}

/** The entry holds this copy and no other. */
function isAlone({ entry }: PendingCopy): boolean {
  return entry.overview.issued?.copies.length === 1;
}

interface PendingCopy {
  readonly entry: VaultEntry;
  readonly copy: TokenCopy;
}

/** Older than the grace, or from a future that a clock set back has undone. */
function isAbandoned(copy: TokenCopy, nowMs: number): boolean {
  const ageMs = nowMs - copy.sealedAtMs;
  return ageMs > PENDING_GRACE_MS || ageMs < -PENDING_GRACE_MS;
}

function pendingCopies(deps: SettleDeps): PendingCopy[] {
  return deps.vault.list().flatMap((entry) => {
    const issued = entry.overview.issued;
    if (issued === null || issued.storeId !== deps.store.id) return [];
    return issued.copies
      .filter((copy) => copy.state === 'pending')
      .map((copy) => ({ entry, copy }));
  });
}
