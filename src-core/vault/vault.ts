/**
 * The unlocked vault, as the engine uses it. Every mutation commits the rows, the manifest and the vault's own audit event in one
 * transaction, or nothing. Synchronous, as SQLite is; only opening, password change and backup wait (Argon2id, file copies).
 * Format and guarantees: docs/vault-format.md.
 */
import type { ApiId, EntryId, StoreId, VaultId } from '../../src-shared/ids/ids.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import type { RotationPolicy } from '../../src-shared/rotation/rotation-policy.ts';
import type { Keychain } from '../keychain/keychain.ts';
import type { SecretBytes, SecretText } from '../secret/secret-bytes.ts';
import type { MutationContext } from '../store/verification-store.ts';
import type { EntryOverview, EntrySecret, VaultEntry } from './entry.ts';

/** Why an open vault refuses to write; null: it does not. */
export type ReadOnlyCause = 'changed-outside' | 'rolled-back' | 'newer' | 'unwritable';

export interface EntryChange {
  /** The version the change is based on. */
  readonly expectedVersion: number;
  readonly overview: EntryOverview;
  /** Null keeps the sealed secret as it is. */
  readonly secret: EntrySecret | null;
  /** Event kind, for example entry.edited; D1. */
  readonly event: string;
}

/** The change of one entry among many. */
export interface EntryChangeOf extends EntryChange {
  readonly id: EntryId;
}

export interface NewEntry {
  readonly id: EntryId;
  readonly overview: EntryOverview;
  readonly secret: EntrySecret;
  readonly event: string;
}

export type RevealPurpose = 'reveal' | 'copy';

export interface HistoryItem {
  readonly version: number;
  readonly overview: EntryOverview;
}

export interface Rekey {
  /** The present password, UTF-8 as typed; it opens the vault afterwards, too. */
  readonly password: SecretBytes;
  /** The new recovery code, which the person has confirmed to hold. */
  readonly recoveryCode: SecretText;
}

/** The keychain slot: opens the vault without its password for two weeks. Opt-in; with it a locked vault is as safe as the login session. */
export interface RememberedUnlock {
  /** Null: the vault is not remembered. */
  readonly endsAtMs: number | null;
  /**
   * Remembers from now on, in the place of an older remembering. Throws vault/wrong-password, and keychain/… where no keychain that
   * encrypts is there; then nothing is changed.
   */
  begin(
    how: { readonly password: SecretBytes; readonly keychain: Keychain },
    ctx: MutationContext,
  ): Promise<{ readonly endsAtMs: number }>;
  /** Throws keychain/… where the item cannot be seen to be gone; the slot stays then. */
  end(keychain: Keychain, ctx: MutationContext): Promise<{ readonly wasRemembered: boolean }>;
  /** Removes what has expired, and items that an interruption left. Does not ask the keychain where there is nothing to do. */
  sweep(keychain: Keychain, ctx: MutationContext): Promise<void>;
}

/** The newest of a store's audit log that this vault has seen. */
export interface KnownHead {
  readonly seq: number;
  /** Hash of the event `seq`, hex. */
  readonly hash: string;
  /** Of the last signed checkpoint; null: there was none. */
  readonly checkpointSeq: number | null;
}

export interface KnownHeads {
  /** Null: this vault never saw the store. */
  read(storeId: StoreId): KnownHead | null;
  /** Commits without an event. Throws as every write. */
  note(storeId: StoreId, head: KnownHead): void;
}

/** By id of entry or API; what is absent has none. */
export interface PolicyBook {
  readonly entries: Readonly<Record<string, RotationPolicy>>;
  readonly apis: Readonly<Record<string, RotationPolicy>>;
}

/** `name` is for the audit log. A policy of nulls removes the one there is. */
export type PolicyChange = { readonly name: string; readonly policy: RotationPolicy } & (
  | { readonly of: 'entry'; readonly id: EntryId }
  | { readonly of: 'api'; readonly id: ApiId }
);

export interface RotationPolicies {
  read(): PolicyBook;
  /** With its event, in one commit. Throws as every write. */
  set(change: PolicyChange, ctx: MutationContext): void;
}

export interface VaultChainReport {
  readonly ok: boolean;
  readonly events: number;
  /** First event that does not fit, with why; null where all do. */
  readonly broken: { readonly seq: number; readonly why: string } | null;
}

/** Two random secrets of 32 bytes that have to do with reminders only. */
export interface ReminderSecrets {
  /** Seals the reminder index. */
  readonly indexKey: SecretBytes;
  /** Makes opaque ids of entry ids. */
  readonly namingKey: SecretBytes;
}

export interface Vault {
  readonly id: VaultId;
  readonly path: string;
  readonly readOnlyCause: ReadOnlyCause | null;
  /** Manifest generation: one more with every committed write. */
  readonly generation: number;

  /**
   * Overviews of the live entries, as of the last commit of any program; `limit`: no more than so many, by the order of ids as of the
   * unlock. Opens those overviews that were not opened yet, no secret, and writes no event. Where one does not open, it is left out and
   * the vault is read-only from then on (`readOnlyCause`).
   */
  list(limit?: number): readonly VaultEntry[];
  /** Ids of the live rows, in the order of `list`; opens nothing. One whose overview does not open is among them. */
  ids(): readonly EntryId[];
  /** As `list`, of these ids alone; one that is not there any more is left out. For whoever looks at many a few at a time. */
  listOf(ids: readonly EntryId[]): readonly VaultEntry[];
  listTrash(): readonly VaultEntry[];
  /** By id or exact name. Throws entry/not-found, entry/ambiguous naming the ids, or vault/changed-outside as find. */
  get(reference: string): VaultEntry;
  /** Null where there is none. Throws vault/changed-outside where its overview does not open. */
  find(id: EntryId): VaultEntry | null;

  add(entries: readonly NewEntry[], ctx: MutationContext): readonly VaultEntry[];
  /** Throws vault/conflict where another change came first. The former state goes to the history. */
  change(id: EntryId, change: EntryChange, ctx: MutationContext): VaultEntry;
  /** As change for each, in one commit; all of them or none. Each entry at most once. */
  changeMany(changes: readonly EntryChangeOf[], ctx: MutationContext): readonly VaultEntry[];
  /** Moves to the trash; `restore` brings it back under the same id. */
  trash(id: EntryId, ctx: MutationContext): VaultEntry;
  restore(reference: string, ctx: MutationContext): VaultEntry;
  /** Removes a live entry and its history for good: only for a pending copy whose key never came to be. */
  discard(id: EntryId, ctx: MutationContext): void;
  /** As discard for each, in one commit; all of them or none. */
  discardMany(ids: readonly EntryId[], ctx: MutationContext): void;

  /** Former states, newest first; without secrets. */
  history(id: EntryId): readonly HistoryItem[];
  /** Commits the reveal event first, then opens the secret. Throws entry/not-found, entry/no-secret is the caller's to judge. */
  reveal(id: EntryId, purpose: RevealPurpose, ctx: MutationContext): EntrySecret;
  /**
   * Opens the secret for re-sealing, the present one or that of a former version; never shown, so no reveal event. Throws
   * entry/not-found where the history holds no such version.
   */
  openForChange(id: EntryId, version?: number): EntrySecret;

  /** Events of the vault's own chain with seq > `afterSeq`, at most `limit`. */
  readEvents(afterSeq: number, limit: number): readonly AuditEvent[];
  /** 0: there is none. Opens no event. */
  lastEventSeq(): number;
  verifyChain(): VaultChainReport;

  /** New password slot, old one gone from file, WAL and free pages. `isComplete` false: another program still reads the old pages. */
  changePassword(next: SecretBytes, ctx: MutationContext): Promise<{ isComplete: boolean }>;
  readonly remembered: RememberedUnlock;
  readonly knownHeads: KnownHeads;
  readonly policies: RotationPolicies;
  /** Made at the first asking. Null: there are none, and the vault cannot be written. */
  reminderSecrets(): ReminderSecrets | null;

  /** Throws vault/wrong-password. */
  checkPassword(password: SecretBytes): Promise<void>;
  /**
   * A new vault key: every blob sealed again, the same password, a new recovery code; other programs lock themselves. This vault goes on
   * with the new key. `isComplete` as for changePassword. Throws vault/wrong-password, -/wrong-recovery-code (none, or the present one)
   * and -/conflict where the password changed meanwhile; then nothing is changed.
   */
  rekey(rekey: Rekey, ctx: MutationContext): Promise<{ isComplete: boolean }>;
  /**
   * The same password, hashed with today's parameters. `isUpgraded` false: they would not be stronger, and nothing was changed.
   * Throws vault/wrong-password.
   */
  upgradeKdf(
    password: SecretBytes,
    ctx: MutationContext,
  ): Promise<{ isUpgraded: boolean; isComplete: boolean }>;
  /**
   * Writes a copy by the online backup API, verified by opening it. `ctx` null: without an event, for the automatic ones. Throws
   * file/exists, file/unwritable, disk/full.
   */
  backup(path: string, ctx: MutationContext | null): Promise<{ entries: number; bytes: number }>;

  /** Writes the rollback mark, wipes the keys and closes the file. */
  close(): Promise<void>;
}

export type VaultCredential =
  | {
      readonly kind: 'password';
      readonly password: SecretBytes;
      /** The person agrees to password hashing with more memory than is ever written. */
      readonly acceptsHeavyKdf?: boolean;
    }
  | { readonly kind: 'recovery'; readonly code: SecretText };

/** How a vault is unlocked: with something the person has, or by the keychain slot. */
export type UnlockWay = VaultCredential | { readonly kind: 'keychain' };
