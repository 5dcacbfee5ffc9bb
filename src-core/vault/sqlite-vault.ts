/**
 * The unlocked vault on its SQLite file. Each mutation and each reveal commits its event in the same transaction, or does nothing;
 * a change based on a state that is no longer the newest is refused (vault/conflict).
 */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { EntryId, VaultId } from '../../src-shared/ids/ids.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { MutationContext } from '../store/verification-store.ts';
import { assertPassword } from './assert-password.ts';
import { backUpVault } from './back-up-vault.ts';
import { changePassword, upgradeKdf } from './change-password.ts';
import type { EntrySecret, VaultEntry } from './entry.ts';
import { openSecret, sealEntry } from './entry-codec.ts';
import { formerRow, historyRows, readHistory } from './entry-history.ts';
import { entryNotFound, findByReference } from './find-entry.ts';
import type { MarkKeeper } from './mark-keeper.ts';
import { readOnlyError } from './read-only-error.ts';
import { lastEventSeq, readVaultEvents, verifyVaultChain } from './read-vault-events.ts';
import { recordEntryChange } from './record-entry-change.ts';
import { rekeyVault } from './rekey-vault.ts';
import { KeychainRememberedUnlock } from './remembered-unlock.ts';
import type {
  EntryChange,
  EntryChangeOf,
  HistoryItem,
  NewEntry,
  ReadOnlyCause,
  Rekey,
  RememberedUnlock,
  RevealPurpose,
  Vault,
  VaultChainReport,
} from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { VaultFile } from './vault-file.ts';
import type { EntryRow } from './vault-rows.ts';
import { openSettings } from './vault-settings.ts';
import type { VaultTransaction } from './vault-transaction.ts';

type EntryTable = 'entries' | 'trash';

export class SqliteVault implements Vault {
  readonly #file: VaultFile;
  readonly #keeper: MarkKeeper;
  readonly #deps: VaultDeps;
  readonly remembered: RememberedUnlock;
  readonly knownHeads: Vault['knownHeads'];
  readonly policies: Vault['policies'];
  readonly reminderSecrets: Vault['reminderSecrets'];

  /** Takes ownership of an opened and walked file. */
  constructor(file: VaultFile, keeper: MarkKeeper, deps: VaultDeps) {
    this.#file = file;
    this.#keeper = keeper;
    this.#deps = deps;
    const onCommit = (): void => keeper.note(file.mark);
    this.remembered = new KeychainRememberedUnlock(file, deps, onCommit);
    const settings = openSettings({ file, random: deps.random, onCommit });
    this.knownHeads = settings.knownHeads;
    this.policies = settings.policies;
    this.reminderSecrets = settings.reminderSecrets;
  }

  get id(): VaultId {
    return this.#file.scope.vaultId;
  }

  get path(): string {
    return this.#file.path;
  }

  get readOnlyCause(): ReadOnlyCause | null {
    return this.#file.readOnlyCause;
  }

  get generation(): number {
    return this.#file.mark.generation;
  }

  list(limit = Infinity): readonly VaultEntry[] {
    return this.#file.read(() => this.#file.entries.list(limit));
  }

  ids(): readonly EntryId[] {
    return this.#file.read(() => this.#file.entries.ids());
  }

  listOf(ids: readonly EntryId[]): readonly VaultEntry[] {
    return this.#file.read(() => this.#file.entries.listOf(ids));
  }

  listTrash(): readonly VaultEntry[] {
    return this.#file.read(() => this.#file.trash.list(Infinity));
  }

  get(reference: string): VaultEntry {
    return this.#file.read(() => findByReference(this.#file.entries, reference));
  }

  find(id: EntryId): VaultEntry | null {
    return this.#file.read(() => this.#file.entries.find(id));
  }

  add(entries: readonly NewEntry[], ctx: MutationContext): readonly VaultEntry[] {
    return this.#write((tx) =>
      entries.map(({ id, overview, secret, event }) => {
        if (tx.find('entries', [id]) !== null || tx.find('trash', [id]) !== null) {
          throw new KeywrightError('vault/conflict', `There is an entry ${id} already`);
        }
        const entry = { id, version: 1, overview };
        tx.insert('entries', this.#seal(entry, secret));
        recordEntryChange(tx, { kind: event, entry, ctx });
        return entry;
      }),
    );
  }

  change(id: EntryId, change: EntryChange, ctx: MutationContext): VaultEntry {
    return this.#write((tx) => this.#change(tx, { ...change, id }, ctx));
  }

  changeMany(changes: readonly EntryChangeOf[], ctx: MutationContext): readonly VaultEntry[] {
    return this.#write((tx) => changes.map((change) => this.#change(tx, change, ctx)));
  }

  trash(id: EntryId, ctx: MutationContext): VaultEntry {
    return this.#write((tx) => this.#move(tx, { id, from: 'entries', to: 'trash', ctx }));
  }

  restore(reference: string, ctx: MutationContext): VaultEntry {
    return this.#write((tx) => {
      const { id } = findByReference(this.#file.trash, reference);
      return this.#move(tx, { id, from: 'trash', to: 'entries', ctx });
    });
  }

  discard(id: EntryId, ctx: MutationContext): void {
    this.discardMany([id], ctx);
  }

  discardMany(ids: readonly EntryId[], ctx: MutationContext): void {
    this.#write((tx) => {
      for (const id of ids) {
        const { overview, version } = this.#known('entries', id);
        tx.remove('entries', [id]);
        for (const row of historyRows(this.#file, id)) tx.remove('history', [id, row.version]);
        recordEntryChange(tx, { kind: 'entry.discarded', entry: { id, version, overview }, ctx });
      }
    });
  }

  history(id: EntryId): readonly HistoryItem[] {
    return this.#file.read(() => readHistory(this.#file, id));
  }

  reveal(id: EntryId, purpose: RevealPurpose, ctx: MutationContext): EntrySecret {
    const row = this.#write((tx) => {
      const found = this.#usable('entries', id);
      const entry = this.#known('entries', id);
      const kind = purpose === 'copy' ? 'entry.copied' : 'entry.revealed';
      recordEntryChange(tx, { kind, entry, ctx });
      return found;
    });
    return this.#openSecret(row);
  }

  openForChange(id: EntryId, version?: number): EntrySecret {
    return this.#file.read(() => {
      this.#file.assertWritable();
      const former = version === undefined ? null : formerRow(this.#file, id, version);
      return this.#openSecret(former ?? this.#usable('entries', id));
    });
  }

  readEvents(afterSeq: number, limit: number): readonly AuditEvent[] {
    return this.#file.read(() => readVaultEvents(this.#file, afterSeq, limit));
  }

  lastEventSeq(): number {
    return this.#file.read(() => lastEventSeq(this.#file));
  }

  verifyChain(): VaultChainReport {
    return this.#file.read(() => verifyVaultChain(this.#file));
  }

  async changePassword(next: SecretBytes, ctx: MutationContext): Promise<{ isComplete: boolean }> {
    const outcome = await changePassword(this.#file, { next, ctx }, this.#deps);
    this.#keeper.note(this.#file.mark);
    return outcome;
  }

  async upgradeKdf(
    password: SecretBytes,
    ctx: MutationContext,
  ): Promise<{ isUpgraded: boolean; isComplete: boolean }> {
    const outcome = await upgradeKdf(this.#file, { password, ctx }, this.#deps);
    this.#keeper.note(this.#file.mark);
    return outcome;
  }

  async checkPassword(password: SecretBytes): Promise<void> {
    await assertPassword(this.#file, password);
  }

  async rekey(rekey: Rekey, ctx: MutationContext): Promise<{ isComplete: boolean }> {
    const outcome = await rekeyVault(this.#file, { rekey, ctx }, this.#deps);
    this.#keeper.note(this.#file.mark);
    return outcome;
  }

  async backup(
    path: string,
    ctx: MutationContext | null,
  ): Promise<{ entries: number; bytes: number }> {
    const outcome = await backUpVault(this.#file, { path, ctx }, this.#deps);
    if (this.readOnlyCause === null) this.#keeper.note(this.#file.mark);
    return outcome;
  }

  async close(): Promise<void> {
    this.#file.close();
    await this.#keeper.finish();
  }

  #write<Result>(work: (tx: VaultTransaction) => Result): Result {
    const result = this.#file.write(work);
    this.#keeper.note(this.#file.mark);
    return result;
  }

  #seal(entry: VaultEntry, secret: EntrySecret): EntryRow {
    const { keys, scope } = this.#file;
    const sealing = { keys, scope, random: this.#deps.random };
    return sealEntry(sealing, entry, { overview: entry.overview, secret });
  }

  #change(tx: VaultTransaction, change: EntryChangeOf, ctx: MutationContext): VaultEntry {
    const { id, expectedVersion, overview, secret, event } = change;
    const former = this.#usable('entries', id);
    if (former.version !== expectedVersion) {
      const message = `The entry is at version ${former.version}, not ${expectedVersion}`;
      throw new KeywrightError('vault/conflict', message);
    }
    const entry = { id, version: former.version + 1, overview };
    const row = this.#seal(entry, secret ?? this.#openSecret(former));
    tx.remove('entries', [id]);
    tx.insert('history', former);
    tx.insert('entries', row);
    recordEntryChange(tx, { kind: event, entry, ctx });
    return entry;
  }

  #move(
    tx: VaultTransaction,
    move: { id: EntryId; from: EntryTable; to: EntryTable; ctx: MutationContext },
  ): VaultEntry {
    const former = this.#usable(move.from, move.id);
    const { overview } = this.#known(move.from, move.id);
    const isTrashed = move.to === 'trash';
    const entry = {
      id: move.id,
      version: former.version + 1,
      overview: { ...overview, deletedAtMs: isTrashed ? tx.nowMs : null },
    };
    const row = this.#seal(entry, this.#openSecret(former));
    tx.remove(move.from, [move.id]);
    tx.insert(move.to, row);
    const kind = isTrashed ? 'entry.trashed' : 'entry.restored';
    recordEntryChange(tx, { kind, entry, ctx: move.ctx });
    return entry;
  }

  #known(table: EntryTable, id: EntryId): VaultEntry {
    const entry = this.#file[table].find(id);
    if (entry === null) throw entryNotFound(id);
    return entry;
  }

  /** The row as it lies in the file, checked to be the one that the walk or our own write saw. */
  #usable(table: EntryTable, id: EntryId): EntryRow {
    this.#known(table, id);
    const row = this.#file.rows.find(table, [id]) as unknown as EntryRow | null;
    if (row === null || !this.#file[table].matches(row)) throw this.#foundChange();
    return row;
  }

  #openSecret(row: EntryRow): EntrySecret {
    const secret = openSecret(this.#file, row);
    if (secret === null) throw this.#foundChange();
    return secret;
  }

  #foundChange(): KeywrightError {
    this.#file.makeReadOnly('changed-outside');
    return readOnlyError('changed-outside');
  }
}
