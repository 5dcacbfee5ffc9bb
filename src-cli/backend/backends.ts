/** Everything behind the terminal, as the commands see it; compose.ts builds the real one. */

import type { StoreChainReport } from '../../src-core/audit/verify-chain.ts';
import type { Clipboard } from '../../src-core/clipboard/clipboard.ts';
import type { KdfGrade } from '../../src-core/crypto/kdf-parameters.ts';
import type { EmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import type { Keychain } from '../../src-core/keychain/keychain.ts';
import type { IssueBatch, IssuedKey } from '../../src-core/keys/issue-key.ts';
import type { PepperPlace } from '../../src-core/pepper/store-keys.ts';
import type { Repair } from '../../src-core/repair/repair.ts';
import type { SecretBytes, SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { MadeSharedStore } from '../../src-core/shared-store/create-shared-store.ts';
import type {
  Migrated,
  SharedStoreStatus,
} from '../../src-core/shared-store/inspect-shared-store.ts';
import type { DatabaseRole } from '../../src-core/store/postgres/grants.ts';
import type { MutationContext } from '../../src-core/store/verification-store.ts';
import type { ListedBackup } from '../../src-core/vault/automatic-backups.ts';
import type { RestoreReport } from '../../src-core/vault/restore-backup.ts';
import type { UnlockWay, VaultCredential } from '../../src-core/vault/vault.ts';
import type { BackupReport } from '../../src-core/vault/verify-backup.ts';
import type { Initialized } from '../../src-engine/initialize.ts';
import type { EngineClient, EngineStatus } from '../../src-shared/contract/engine-answers.ts';
import type { IssueInput, RotateInput } from '../../src-shared/contract/engine-calls.ts';
import type { ExplainAnswer } from '../../src-shared/contract/explain.ts';
import type { VerifyAnswer, VerifyRequest } from '../../src-shared/contract/verify.ts';
import type { Finding } from '../../src-shared/model/finding.ts';

export interface ServeOptions {
  readonly port: number;
  /** Empty: every environment is accepted. */
  readonly environments: readonly string[];
  readonly isTokenRequired: boolean;
  /** Of a shared store: each verification asks it. */
  readonly isStrict: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** Answers what is in flight, then closes. */
  close(): Promise<void>;
}

/** A server on a store made for it, with one key; store and key are gone when it closes. */
export interface DevServer extends RunningServer {
  readonly api: string;
  readonly environment: string;
  readonly keyId: string;
  readonly versionId: string;
  readonly token: string;
}

export interface Unlock {
  readonly credential: UnlockWay;
  /** The person says that the older file is the one they restored. */
  readonly acceptsRollback: boolean;
}

export interface SharedStoreBackends {
  create(place: 'auto' | PepperPlace, ctx: MutationContext): Promise<CreatedSharedStore>;
  inspect(): Promise<SharedStoreStatus>;
  migrate(): Promise<Migrated>;
  /** Gives a user of the database what the role may do, and nothing else. */
  grant(role: DatabaseRole, user: string): Promise<void>;
  /** Keeps the password of the database in the OS keychain; returns the account it is kept under. */
  keepPassword(password: SecretText): Promise<string>;
}

export interface CreatedSharedStore extends MadeSharedStore {
  readonly pepperPlace: PepperPlace;
  /** What the place means for safety, in a sentence. */
  readonly explanation: string;
}

export interface Backends {
  hasVault(): boolean;
  hasStore(): boolean;
  /** Looks at the vault's header without a password. Throws vault/…. */
  inspectVault(): void;
  /** How hard the vault's password is hashed. Throws as inspectVault. */
  passwordHashing(): KdfGrade;
  /** When unlocking through the OS keychain ends; null: it was not begun. Throws as inspectVault. */
  rememberedUntilMs(): number | null;
  /** Throws vault/exists where there is a vault already, before a password is asked for. */
  assertHomeIsFree(): void;
  /** Throws usage/password-rejected, vault/exists, store/exists and what the files throw. */
  initialize(password: SecretBytes, place: 'auto' | PepperPlace): Promise<Initialized>;
  /** Why a new password cannot be taken, or null. */
  refusePassword(text: string): string | null;

  /** Null: no agent holds the vault. */
  connectAgent(): Promise<EngineClient | null>;
  openEngine(unlock: Unlock): Promise<EngineClient>;
  startAgent(
    unlock: Unlock,
    idleMs: number,
  ): Promise<{ readonly pid: number; readonly status: EngineStatus }>;
  /** False: there was none. */
  stopAgent(): Promise<boolean>;

  /** The store and its keys, for commands that need no vault. Throws store/…. */
  openStore(): Promise<EmbeddedStore>;
  /** A new key or version with no copy in any vault. Throws as the store does, and pepper/…. */
  issueKey(opened: EmbeddedStore, input: IssueInput, ctx: MutationContext): Promise<IssuedKey>;
  /** As issueKey, for one key of each name; all of them or none. */
  issueKeys(opened: EmbeddedStore, batch: IssueBatch): Promise<readonly IssuedKey[]>;
  rotateKey(opened: EmbeddedStore, input: RotateInput, ctx: MutationContext): Promise<IssuedKey>;
  /** Store file, clock, pepper and audit chain; needs a store. Throws store/… where it cannot be opened at all. */
  inspectStore(): Promise<readonly Finding[]>;
  inspectKeychain(): Promise<Finding>;
  /** What can be mended without the password and without loss; nothing is changed before a repair is applied. */
  findRepairs(): readonly Repair[];
  /** Last valid verification of each version, epoch milliseconds. */
  readLastUse(): ReadonlyMap<string, number>;
  /** Decides and records nothing. Throws store/… and pepper/…. */
  check(request: VerifyRequest): Promise<VerifyAnswer>;
  /** Each check in order; decides and records nothing. Throws as check. */
  explain(request: VerifyRequest): Promise<ExplainAnswer>;
  verifyStoreChain(): Promise<StoreChainReport>;
  startServer(options: ServeOptions): Promise<RunningServer>;
  startDevServer(options: ServeOptions): Promise<DevServer>;

  /** The automatic backups, newest first. Needs no password. */
  listBackups(): readonly ListedBackup[];
  /** Opens the copy with the credential and reads every row. Throws backup/damaged, vault/wrong-password …. */
  verifyBackup(file: string, credential: VaultCredential): Promise<BackupReport>;
  /** Puts the copy in the vault's place; the replaced one is kept beside it. Throws as verifyBackup, and vault/busy. */
  restoreBackup(file: string, credential: VaultCredential): Promise<RestoreReport>;

  /** Of the shared store that was named. Throws usage/missing-input where none was. */
  readonly sharedStore: SharedStoreBackends;

  readonly keychain: Keychain;
  readonly clipboard: Clipboard;
  /** What would give this session a clipboard; null: it has one. */
  clipboardAdvice(): string | null;
}
