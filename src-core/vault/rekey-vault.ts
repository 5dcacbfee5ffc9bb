/**
 * Gives the vault another key: a new epoch, every blob sealed again, new slots for the same password and a new recovery code, the old
 * slots gone (docs/vault-format.md, "Rekey"). One transaction: the file is wholly of the old epoch or wholly of the new one, whenever
 * the process dies. Chain hashes stay; the old chain key is kept, sealed, so that they still verify.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseRecoveryCode } from '../crypto/recovery-code.ts';
import { SecretBytes, type SecretText } from '../secret/secret-bytes.ts';
import type { MutationContext } from '../store/verification-store.ts';
import { assertPassword } from './assert-password.ts';
import { sealFormerAuditKey } from './former-audit-keys.ts';
import { openSlot } from './key-slot.ts';
import { resealRow, type SealedTable, type VaultSecrets } from './reseal-row.ts';
import { sealPasswordSlot, sealRecoverySlot } from './slot-rows.ts';
import { truncateWal } from './truncate-wal.ts';
import type { Rekey } from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { VaultFile } from './vault-file.ts';
import { readHeaderRows } from './vault-header.ts';
import { VAULT_KEY_BYTES, VaultKeys } from './vault-keys.ts';
import { type MetaRow, type SlotRow, TABLE_NAMES } from './vault-rows.ts';
import type { VaultTransaction } from './vault-transaction.ts';

/**
 * `isComplete` false: done, but another program keeps old pages in the file for now; the next open tries again. Throws
 * vault/wrong-password, vault/wrong-recovery-code where the code is none or the present one, and vault/conflict where the slots
 * changed meanwhile.
 */
export async function rekeyVault(
  file: VaultFile,
  { rekey, ctx }: { readonly rekey: Rekey; readonly ctx: MutationContext },
  deps: VaultDeps,
): Promise<{ isComplete: boolean }> {
  file.assertOpen();
  file.assertWritable();
  const { slots: formerSlots } = readHeaderRows(file.db, file.path);
  const code = newRecoveryCode(file, formerSlots, rekey.recoveryCode);
  const keys = new VaultKeys(new SecretBytes(deps.random.bytes(VAULT_KEY_BYTES)));
  const next = { keys, scope: { ...file.scope, epoch: file.scope.epoch + 1 } };
  try {
    await assertPassword(file, rekey.password);
    const secrets = { password: rekey.password, vaultKey: keys.vaultKey };
    const slots = [
      await sealPasswordSlot(next.scope, secrets, deps),
      sealRecoverySlot(next.scope, { code, vaultKey: keys.vaultKey }, deps),
    ];
    file.rekey(next, (tx) => {
      assertSameSlots(file, formerSlots);
      sealAllAgain(tx, file, { next, slots, deps });
      tx.record({ kind: 'vault.rekeyed', subject: {}, details: { epoch: next.scope.epoch } }, ctx);
    });
  } catch (error) {
    keys.wipe();
    throw error;
  } finally {
    code.wipe();
  }
  return { isComplete: truncateWal(file.db) };
}

function newRecoveryCode(
  file: VaultFile,
  slots: readonly SlotRow[],
  text: SecretText,
): SecretBytes {
  const code = parseRecoveryCode(text);
  const isPresent = slots
    .filter((slot) => slot.kind === 'recovery')
    .some((slot) => openSlot(file.scope, slot, code.expose()).outcome !== 'wrong');
  if (!isPresent) return code;
  code.wipe();
  throw new KeywrightError(
    'vault/wrong-recovery-code',
    'This is the present recovery code; a new vault key comes with a new one',
  );
}

/** A password changed while ours was being hashed must not come back. */
function assertSameSlots(file: VaultFile, former: readonly SlotRow[]): void {
  const { slots } = readHeaderRows(file.db, file.path);
  const ids = (rows: readonly SlotRow[]): string =>
    rows.map((row) => row.id.toString('hex')).join();
  if (ids(slots) === ids(former)) return;
  throw new KeywrightError(
    'vault/conflict',
    'The password changed meanwhile; the vault keeps its key',
  );
}

interface NewSeal {
  readonly next: VaultSecrets;
  readonly slots: readonly SlotRow[];
  readonly deps: VaultDeps;
}

function sealAllAgain(tx: VaultTransaction, file: VaultFile, seal: NewSeal): void {
  const { next, slots, deps } = seal;
  const from = { keys: file.keys, scope: file.scope };
  for (const table of TABLE_NAMES) {
    const rows = file.rows.takeAll(table);
    if (table === 'slots') for (const slot of slots) tx.insert('slots', slot);
    else if (table === 'meta') {
      for (const row of rows) {
        tx.insert('meta', { ...(row as unknown as MetaRow), epoch: next.scope.epoch });
      }
    } else {
      const resealing = { from, to: next, random: deps.random };
      for (const row of rows) insertResealed(tx, table, resealRow(table, row, resealing));
    }
  }
  const sealing = { ...next, random: deps.random };
  tx.insert('settings', sealFormerAuditKey(sealing, from, tx.lastSeq));
}

function insertResealed(
  tx: VaultTransaction,
  table: SealedTable,
  row: ReturnType<typeof resealRow>,
): void {
  if (row === null) {
    throw new KeywrightError(
      'vault/damaged',
      `A row of ${table} does not open; nothing was changed`,
    );
  }
  tx.insertStored(table, row);
}
