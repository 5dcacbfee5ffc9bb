import type { MutationContext } from '../store/verification-store.ts';
import type { VaultEntry } from './entry.ts';
import type { VaultTransaction } from './vault-transaction.ts';

/** The event of a change to one entry: its name and version, and the key of ours that it holds. */
export function recordEntryChange(
  tx: VaultTransaction,
  change: { readonly kind: string; readonly entry: VaultEntry; readonly ctx: MutationContext },
): void {
  const { id, version, overview } = change.entry;
  const keyId = overview.issued?.keyId;
  const subject = keyId === undefined ? { entryId: id } : { entryId: id, keyId };
  tx.record({ kind: change.kind, subject, details: { name: overview.name, version } }, change.ctx);
}
