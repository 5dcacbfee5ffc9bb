/**
 * Gives the vault another password: a new slot, the same vault key, the old slot gone from the file and its log
 * (docs/vault-format.md, "Change password"). One transaction: exactly one of the two passwords opens, whenever the process dies.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { MutationContext } from '../store/verification-store.ts';
import { assertPassword } from './assert-password.ts';
import { sealPasswordSlot } from './slot-rows.ts';
import { truncateWal } from './truncate-wal.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { VaultFile } from './vault-file.ts';
import type { SlotRow } from './vault-rows.ts';
import { columnsOf, named } from './vault-rows.ts';

interface PasswordChange {
  /** UTF-8 as typed. */
  readonly next: SecretBytes;
  readonly ctx: MutationContext;
}

/** `isComplete` false: done, but another program keeps the old slot in the file for now; the next open tries again. */
export async function changePassword(
  file: VaultFile,
  { next, ctx }: PasswordChange,
  deps: VaultDeps,
): Promise<{ isComplete: boolean }> {
  file.assertOpen();
  file.assertWritable();
  const secrets = { password: next, vaultKey: file.keys.vaultKey };
  const slot = await sealPasswordSlot(file.scope, secrets, deps);
  file.write((tx) => {
    for (const { id } of passwordSlots(file)) tx.remove('slots', [id]);
    tx.insert('slots', slot);
    tx.record({ kind: 'vault.password-changed', subject: {}, details: {} }, ctx);
  });
  return { isComplete: truncateWal(file.db) };
}

/**
 * Hashes the same password with today's parameters; as changePassword, and nothing where they would be weaker. Throws
 * vault/wrong-password, and vault/conflict where the password was changed meanwhile.
 */
export async function upgradeKdf(
  file: VaultFile,
  { password, ctx }: { readonly password: SecretBytes; readonly ctx: MutationContext },
  deps: VaultDeps,
): Promise<{ isUpgraded: boolean; isComplete: boolean }> {
  file.assertOpen();
  file.assertWritable();
  const formers = passwordSlots(file);
  await assertPassword(file, password);
  const slot = await sealPasswordSlot(file.scope, { password, vaultKey: file.keys.vaultKey }, deps);
  if (!formers.every((former) => isStronger(slot, former))) {
    return { isUpgraded: false, isComplete: true };
  }
  file.write((tx) => {
    for (const { id } of formers) {
      if (tx.find('slots', [id]) === null) throw changedMeanwhile();
      tx.remove('slots', [id]);
    }
    tx.insert('slots', slot);
    tx.record({ kind: 'vault.password-rehashed', subject: {}, details: {} }, ctx);
  });
  return { isUpgraded: true, isComplete: truncateWal(file.db) };
}

function passwordSlots(file: VaultFile): readonly SlotRow[] {
  return file.db
    .prepare(`SELECT ${named(columnsOf('slots'))} FROM slots WHERE slots.kind = 'password'`)
    .all() as SlotRow[];
}

/** Guessing costs memory and time: no less of the one, and more of the two together. */
function isStronger(slot: SlotRow, former: SlotRow): boolean {
  const work = ({ memory_kib, passes }: SlotRow): number => memory_kib * passes;
  return slot.memory_kib >= former.memory_kib && work(slot) > work(former);
}

function changedMeanwhile(): KeywrightError {
  return new KeywrightError('vault/conflict', 'The password was changed meanwhile');
}
