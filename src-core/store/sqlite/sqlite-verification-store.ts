/** The verification store on one SQLite file: reads as they come, mutations one at a time through `mutate`. */
import type { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { KeyId, StoreId, VersionId } from '../../../src-shared/ids/ids.ts';
import type {
  ApiRecord,
  KeyRecord,
  OwnerRecord,
  Revocation,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import {
  keyDisabling,
  keyRevocation,
  keyRotation,
  type PlanKeyChange,
  rotationExtension,
  rotationFinish,
  rotationRollback,
  versionRevocation,
} from '../key-changes.ts';
import { usToMs } from '../stamp-instant.ts';
import type {
  ChainedEvent,
  ChainHead,
  KeyFilter,
  MutationContext,
  NewApi,
  NewKey,
  NewOwner,
  NewRole,
  PepperRow,
  Rotation,
  VerificationStore,
} from '../verification-store.ts';
import { readEventRows, readHeadRow } from './audit-rows.ts';
import { createApi, createOwner, createRole } from './catalog-mutations.ts';
import {
  findApiRecord,
  findOwnerRecord,
  findRoleRecord,
  listApiRecords,
  listOwnerRecords,
  listPepperRows,
  listRoleRecords,
} from './catalog-rows.ts';
import { changeKey, changeKeyOfVersion } from './change-key.ts';
import { issueKey, issueKeys } from './issue-keys.ts';
import { filterKeys, findKeyByVersion, findKeysByReference } from './key-rows.ts';
import { mutate } from './mutate.ts';
import { closeSession, reading, type StoreSession } from './store-session.ts';

export class SqliteVerificationStore implements VerificationStore {
  readonly id: StoreId;
  readonly #session: StoreSession;

  constructor(session: StoreSession) {
    this.id = session.id;
    this.#session = session;
  }

  createApi(api: NewApi, ctx: MutationContext): Promise<ApiRecord> {
    return mutate(this.#session, ctx, (tx) => createApi(tx, api));
  }

  listApis(): Promise<readonly ApiRecord[]> {
    return reading(this.#session, listApiRecords);
  }

  findApi(reference: string): Promise<ApiRecord | null> {
    return reading(this.#session, (db) => findApiRecord(db, reference));
  }

  createOwner(owner: NewOwner, ctx: MutationContext): Promise<OwnerRecord> {
    return mutate(this.#session, ctx, (tx) => createOwner(tx, owner));
  }

  listOwners(): Promise<readonly OwnerRecord[]> {
    return reading(this.#session, listOwnerRecords);
  }

  findOwner(reference: string): Promise<OwnerRecord | null> {
    return reading(this.#session, (db) => findOwnerRecord(db, reference));
  }

  createRole(role: NewRole, ctx: MutationContext): Promise<RoleRecord> {
    return mutate(this.#session, ctx, (tx) => createRole(tx, role));
  }

  listRoles(): Promise<readonly RoleRecord[]> {
    return reading(this.#session, listRoleRecords);
  }

  findRole(reference: string): Promise<RoleRecord | null> {
    return reading(this.#session, (db) => findRoleRecord(db, reference));
  }

  issueKey(key: NewKey, ctx: MutationContext): Promise<KeyRecord> {
    return mutate(this.#session, ctx, (tx) => issueKey(tx, key));
  }

  async issueKeys(keys: readonly NewKey[], ctx: MutationContext): Promise<readonly KeyRecord[]> {
    if (keys.length === 0) return [];
    return mutate(this.#session, ctx, (tx) => issueKeys(tx, keys));
  }

  rotateKey(rotation: Rotation, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(rotation.keyId, ctx, keyRotation(rotation));
  }

  finishRotation(keyId: KeyId, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(keyId, ctx, rotationFinish);
  }

  extendRotation(keyId: KeyId, byMs: number, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(keyId, ctx, rotationExtension(byMs));
  }

  rollBackRotation(keyId: KeyId, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(keyId, ctx, rotationRollback);
  }

  revokeKey(keyId: KeyId, why: Revocation, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(keyId, ctx, keyRevocation(why));
  }

  revokeVersion(versionId: VersionId, why: Revocation, ctx: MutationContext): Promise<KeyRecord> {
    return mutate(this.#session, ctx, (tx) =>
      changeKeyOfVersion(tx, versionId, versionRevocation(versionId, why)),
    );
  }

  setKeyDisabled(keyId: KeyId, isDisabled: boolean, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(keyId, ctx, keyDisabling(isDisabled));
  }

  findKeys(reference: string): Promise<readonly KeyRecord[]> {
    return reading(this.#session, (db) => findKeysByReference(db, reference));
  }

  findKeyOfVersion(versionId: VersionId): Promise<KeyRecord | null> {
    return reading(this.#session, (db) => findKeyByVersion(db, versionId));
  }

  listKeys(filter: KeyFilter): Promise<readonly KeyRecord[]> {
    return reading(this.#session, (db) => filterKeys(db, filter));
  }

  listPeppers(): Promise<readonly PepperRow[]> {
    return reading(this.#session, listPepperRows);
  }

  nowMs(): Promise<number> {
    const { clock, latestSeenMs } = this.#session.deps;
    return reading(this.#session, (db) =>
      Math.max(clock.nowMs(), latestSeenMs?.() ?? 0, usToMs(readHeadRow(db).atUs)),
    );
  }

  head(): Promise<ChainHead> {
    return reading(this.#session, (db) => {
      const { seq, hash, atUs } = readHeadRow(db);
      return { seq, hash, atUs };
    });
  }

  readEvents(afterSeq: number, limit: number): Promise<readonly ChainedEvent[]> {
    return reading(this.#session, (db) => readEventRows(db, afterSeq, limit));
  }

  checkpointFault(): KeywrightError | null {
    return this.#session.signer.fault;
  }

  #change(keyId: KeyId, ctx: MutationContext, plan: PlanKeyChange): Promise<KeyRecord> {
    return mutate(this.#session, ctx, (tx) => changeKey(tx, keyId, plan));
  }

  async close(): Promise<void> {
    closeSession(this.#session);
  }
}
