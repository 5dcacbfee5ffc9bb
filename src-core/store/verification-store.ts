/**
 * The port of the shared verification store: what issuing, rotating and listing need of it. Adapters: ./sqlite and ./postgres.
 *
 * [Note: one mutation, one event] Every method that changes something commits the change, its audit event and the new head of the
 * chain in one transaction, or nothing. The instants of a change are the store's own: max(clock, latest time seen).
 * The rules of the key life cycle are the pure plans of src-shared/lifecycle; an adapter applies them inside its transaction.
 */

import type { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type {
  ApiId,
  KeyId,
  OwnerId,
  PepperId,
  RoleId,
  StoreId,
  VersionId,
} from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type { OwnerLabel } from '../../src-shared/model/names.ts';
import type {
  ApiRecord,
  AuditEvent,
  EventDoor,
  KeyRecord,
  OwnerRecord,
  Revocation,
  RoleRecord,
  VersionState,
} from '../../src-shared/model/store-records.ts';
import type { Deadline } from '../../src-shared/time/instant.ts';

/** Who acts, through which door, and why; goes into the audit event. */
export interface MutationContext {
  readonly actor: string;
  readonly via: EventDoor;
  readonly reason: string | null;
}

export interface NewApi {
  readonly id: ApiId;
  readonly name: string;
  readonly prefix: string;
  readonly environments: readonly string[];
}

export interface NewOwner extends OwnerLabel {
  readonly id: OwnerId;
}

export interface NewRole {
  readonly id: RoleId;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** One new secret of a key, already hashed. */
export interface NewVersion {
  readonly id: VersionId;
  readonly pepperId: PepperId;
  /** 32 bytes, bound to store, key and version (docs/key-format.md, "What is stored"). */
  readonly hash: Buffer;
}

export interface NewKey {
  readonly id: KeyId;
  readonly name: string;
  readonly apiId: ApiId;
  readonly environment: string;
  /** Created with this id in the same transaction where the label is not there yet. */
  readonly owner: NewOwner;
  readonly permissions: readonly string[];
  readonly roleIds: readonly RoleId[];
  readonly limits: readonly RateLimit[];
  readonly notBefore: Deadline | null;
  readonly expires: Deadline | null;
  readonly version: NewVersion;
}

/** Most keys of one batch: they are written while every other writer waits, which it does for 5 s. */
export const MAX_BATCH_KEYS = 10_000;

export interface Rotation {
  readonly keyId: KeyId;
  readonly version: NewVersion;
  readonly graceMs: number;
  /** Revokes every older version at once instead of granting grace. */
  readonly isLeaked: boolean;
  /** Null: the successor lives as long as its predecessor was issued for. */
  readonly expires: Deadline | null;
}

export interface PepperRow {
  readonly id: PepperId;
  readonly place: 'keychain' | 'file';
  /** HMAC(pepper, "kw/pepper-check"), 32 bytes. */
  readonly check: Buffer;
  readonly createdAtMs: number;
}

export interface ChainHead {
  /** 0 before the first event. */
  readonly seq: number;
  /** 32 bytes. */
  readonly hash: Buffer;
  /** Latest instant the store has seen, epoch microseconds; never goes back. */
  readonly atUs: number;
}

/** An audit row with what the chain needs to be checked. */
export interface ChainedEvent extends AuditEvent {
  readonly atUs: number;
  /** HMAC of the canonical event under the store's audit key, 32 bytes. */
  readonly mac: Buffer;
  /** SHA-256 over the previous hash, seq, time and mac, 32 bytes. */
  readonly hash: Buffer;
}

export interface KeyFilter {
  readonly apiId?: ApiId;
  readonly ownerId?: OwnerId;
  readonly environment?: string;
}

export interface VerificationStore {
  readonly id: StoreId;

  createApi(api: NewApi, ctx: MutationContext): Promise<ApiRecord>;
  listApis(): Promise<readonly ApiRecord[]>;
  /** By id or exact name; null where there is none. */
  findApi(reference: string): Promise<ApiRecord | null>;

  createOwner(owner: NewOwner, ctx: MutationContext): Promise<OwnerRecord>;
  listOwners(): Promise<readonly OwnerRecord[]>;
  /** By id or `kind:name`; null where there is none. */
  findOwner(reference: string): Promise<OwnerRecord | null>;

  createRole(role: NewRole, ctx: MutationContext): Promise<RoleRecord>;
  listRoles(): Promise<readonly RoleRecord[]>;
  /** By id or exact name; null where there is none. */
  findRole(reference: string): Promise<RoleRecord | null>;

  issueKey(key: NewKey, ctx: MutationContext): Promise<KeyRecord>;
  /**
   * All of the keys or none, in one commit, each with an event of its own; the records in the order of the keys. None: nothing to do.
   * Refuses what issueKey refuses, with the same code; `item` of the error says which key it was. Throws usage/invalid-argument for
   * more than MAX_BATCH_KEYS.
   */
  issueKeys(keys: readonly NewKey[], ctx: MutationContext): Promise<readonly KeyRecord[]>;
  rotateKey(rotation: Rotation, ctx: MutationContext): Promise<KeyRecord>;
  finishRotation(keyId: KeyId, ctx: MutationContext): Promise<KeyRecord>;
  extendRotation(keyId: KeyId, byMs: number, ctx: MutationContext): Promise<KeyRecord>;
  rollBackRotation(keyId: KeyId, ctx: MutationContext): Promise<KeyRecord>;
  revokeKey(keyId: KeyId, why: Revocation, ctx: MutationContext): Promise<KeyRecord>;
  revokeVersion(versionId: VersionId, why: Revocation, ctx: MutationContext): Promise<KeyRecord>;
  /** Reversible; setting what is set already changes nothing and writes no event. */
  setKeyDisabled(keyId: KeyId, isDisabled: boolean, ctx: MutationContext): Promise<KeyRecord>;

  /** The key with that id, else every key with that exact name, tombstones included; empty where there is none. */
  findKeys(reference: string): Promise<readonly KeyRecord[]>;
  /** The key that owns the version; null where no version has that id. */
  findKeyOfVersion(versionId: VersionId): Promise<KeyRecord | null>;
  /** Newest first, tombstones included. */
  listKeys(filter: KeyFilter): Promise<readonly KeyRecord[]>;

  /** Now as the store sees it, epoch milliseconds: max(clock, latest instant seen by a mutation or a verification). */
  nowMs(): Promise<number>;
  listPeppers(): Promise<readonly PepperRow[]>;
  head(): Promise<ChainHead>;
  /** Events with seq > `afterSeq` in order, at most `limit`. */
  readEvents(afterSeq: number, limit: number): Promise<readonly ChainedEvent[]>;

  /** Why the head of the audit log could not be signed since the last mutation; null: it could, or none was due yet. */
  checkpointFault(): KeywrightError | null;
  /** Signs a last checkpoint where events were added, and releases the file or connection. */
  close(): Promise<void>;
}

/** What a verification needs of one version, as read in one statement. */
export interface StoredVersion {
  readonly versionId: VersionId;
  readonly hash: Buffer;
  readonly pepperId: PepperId;
  /** Check value of the pepper row it names, 32 bytes: a wrong pepper must be told from a wrong secret. */
  readonly pepperCheck: Buffer;
  readonly state: VersionState;
  readonly issuedAtMs: number;
  readonly notBeforeMs: number | null;
  readonly expiresAtMs: number | null;
  readonly endsAtMs: number | null;
  readonly keyId: KeyId;
  readonly keyName: string;
  readonly isKeyDisabled: boolean;
  readonly isKeyRevoked: boolean;
  readonly apiId: ApiId;
  readonly apiName: string;
  readonly environment: string;
  readonly owner: OwnerLabel;
  readonly permissions: readonly string[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly string[] }[];
  readonly limits: readonly RateLimit[];
}

/** One page of the change feed, which is the audit log seen from a cursor. */
export interface FeedPage {
  readonly headSeq: number;
  /** Hash of the event at the cursor; null where the log does not reach that far (restored from an older copy). */
  readonly hashAtCursor: Buffer | null;
  readonly latestUs: number;
  /** Events after the cursor; at most the limit asked for. */
  readonly changes: readonly FeedChange[];
}

export interface FeedChange {
  readonly seq: number;
  readonly hash: Buffer;
  /** Set where only this key's versions are touched; null flushes everything that is cached. */
  readonly keyId: KeyId | null;
}

/** The verifier's own view of a store: read-only, on connections of its own. */
export interface StoreReader {
  readonly storeId: StoreId;
  readFeed(afterSeq: number, limit: number): Promise<FeedPage>;
  /** The version with head.seq of the same statement; record null where no version has that id. */
  readVersion(versionId: VersionId): Promise<{ headSeq: number; version: StoredVersion | null }>;
  close(): void;
}

/** Of an embedded store, where it costs next to nothing to ask whether anything was committed. */
export interface VerificationReader extends StoreReader {
  /**
   * Changes whenever any connection has committed to the store since the last call; cheap enough for every verification.
   * Throws store/unavailable where the file cannot be read.
   */
  changeMark(): number;
}

/** When a shared store answered, epoch microseconds. */
export interface StoreMoment {
  /** Latest instant that the store has seen. */
  readonly latestUs: number;
  /** The database's clock. */
  readonly clockUs: number;
}

/** Of a shared store: every answer is one statement of the primary. Throws store/unavailable where a standby answers. */
export interface SharedReader extends StoreReader {
  readFeed(afterSeq: number, limit: number): Promise<FeedPage & StoreMoment>;
  readVersion(
    versionId: VersionId,
  ): Promise<StoreMoment & { headSeq: number; version: StoredVersion | null }>;
}
