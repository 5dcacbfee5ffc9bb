/**
 * Makes, renews and removes the keychain slot of an open vault. Order: an item is noted, then made and read back, then its slot is
 * written; at the end the item is deleted and read back as gone before its slot goes. Whatever dies in between, the next `sweep` ends.
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { keychainError } from '../keychain/keychain-fault.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { MutationContext } from '../store/verification-store.ts';
import { assertPassword } from './assert-password.ts';
import { readKeychainItems, writeKeychainItems } from './keychain-items.ts';
import { assertKeychainReady, hasExpired, itemAccount, sealKeychainSlot } from './keychain-slot.ts';
import { truncateWal } from './truncate-wal.ts';
import type { RememberedUnlock } from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { VaultFile } from './vault-file.ts';
import type { SlotRow } from './vault-rows.ts';
import { columnsOf, named } from './vault-rows.ts';
import type { VaultTransaction } from './vault-transaction.ts';

export class KeychainRememberedUnlock implements RememberedUnlock {
  readonly #file: VaultFile;
  readonly #deps: VaultDeps;
  readonly #onCommit: () => void;

  /** `onCommit` is called after each commit. */
  constructor(file: VaultFile, deps: VaultDeps, onCommit: () => void) {
    this.#file = file;
    this.#deps = deps;
    this.#onCommit = onCommit;
  }

  get endsAtMs(): number | null {
    return this.#file.read(() => this.#slots()[0]?.expires_ms ?? null);
  }

  async begin(
    { password, keychain }: { readonly password: SecretBytes; readonly keychain: Keychain },
    ctx: MutationContext,
  ): Promise<{ readonly endsAtMs: number }> {
    const file = this.#file;
    file.assertOpen();
    file.assertWritable();
    await assertPassword(file, password);
    await assertKeychainReady(keychain);
    const { row, item } = sealKeychainSlot(file.scope, file.keys.vaultKey, this.#deps);
    this.#write((tx) => this.#note(tx, [...readKeychainItems(file), idOf(row)]));
    await keychain.set(itemAccount(file.scope, row.id), item);
    item.wipe();
    const details = { endsAtMs: row.expires_ms };
    this.#write((tx) => {
      for (const { id } of this.#slots()) tx.remove('slots', [id]);
      tx.insert('slots', row);
      tx.record({ kind: 'vault.remembered', subject: {}, details }, ctx);
    });
    // What is left of the former one is the next sweep's to remove.
    await this.#deleteItems(keychain, (id) => id !== idOf(row)).catch(leaveForLater);
    return { endsAtMs: row.expires_ms };
  }

  async end(
    keychain: Keychain,
    ctx: MutationContext,
  ): Promise<{ readonly wasRemembered: boolean }> {
    const known = this.#file.read(() => ({
      slots: this.#slots().length,
      items: readKeychainItems(this.#file).length,
    }));
    if (known.slots === 0 && known.items === 0) return { wasRemembered: false };
    this.#file.assertWritable();
    await assertKeychainReady(keychain);
    await this.#deleteItems(keychain, () => true, ctx);
    truncateWal(this.#file.db);
    return { wasRemembered: known.slots > 0 };
  }

  async sweep(keychain: Keychain, ctx: MutationContext): Promise<void> {
    if (this.#file.readOnlyCause !== null) return;
    const nowMs = this.#deps.clock.nowMs();
    const { items, live } = this.#file.read(() => ({
      items: readKeychainItems(this.#file),
      live: this.#slots().filter((slot) => !hasExpired(slot, nowMs)),
    }));
    const kept = new Set(live.map(idOf));
    if (items.every((id) => kept.has(id))) return;
    const { state } = await keychain.probe();
    if (state !== 'ready') return;
    await this.#deleteItems(keychain, (id) => !kept.has(id), ctx).catch(leaveForLater);
  }

  /** Deletes the chosen items, sees that each is gone, and only then takes it out of the vault, with its slot. */
  async #deleteItems(
    keychain: Keychain,
    isChosen: (id: string) => boolean,
    ctx: MutationContext | null = null,
  ): Promise<void> {
    const file = this.#file;
    for (const id of file.read(() => readKeychainItems(file)).filter(isChosen)) {
      const slotId = Buffer.from(id, 'hex');
      const account = itemAccount(file.scope, slotId);
      await keychain.delete(account);
      if ((await keychain.get(account)) !== null) throw keychainError('refused');
      this.#write((tx) => {
        const items = readKeychainItems(file);
        this.#note(
          tx,
          items.filter((item) => item !== id),
        );
        if (tx.find('slots', [slotId]) === null) return;
        tx.remove('slots', [slotId]);
        const event = { kind: 'vault.forgotten', subject: {}, details: {} };
        if (ctx !== null) tx.record(event, ctx);
      });
    }
  }

  #write(work: (tx: VaultTransaction) => void): void {
    this.#file.write(work);
    this.#onCommit();
  }

  #note(tx: VaultTransaction, ids: readonly string[]): void {
    writeKeychainItems(tx, ids, { file: this.#file, random: this.#deps.random });
  }

  #slots(): SlotRow[] {
    return this.#file.db
      .prepare(`SELECT ${named(columnsOf('slots'))} FROM slots WHERE slots.kind = 'keychain'`)
      .all() as SlotRow[];
  }
}

function idOf(slot: SlotRow): string {
  return slot.id.toString('hex');
}

function leaveForLater(error: unknown): void {
  if (error instanceof KeywrightError) return;
  throw error;
}
