/** The verification store in a PostgreSQL database: each read is one statement, each mutation one transaction through `mutate`. */
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
import { type Ask, readEventRows, readInstant } from './audit-rows.ts';
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
import type { Mutation } from './change-and-append.ts';
import { changeKey, changeKeyOfVersion } from './change-key.ts';
import { issueKey, issueKeys } from './issue-keys.ts';
import { filterKeys, findKeyByVersion, findKeysByReference } from './key-rows.ts';
import { mutate } from './mutate.ts';
import { asking, closeSession, type StoreSession } from './store-session.ts';

export class PostgresVerificationStore implements VerificationStore {
  readonly id: StoreId;
  readonly #session: StoreSession;
  readonly #ask: Ask;

  constructor(session: StoreSession) {
    this.id = session.id;
    this.#session = session;
    this.#ask = asking(session.pool);
  }

  createApi(api: NewApi, ctx: MutationContext): Promise<ApiRecord> {
    return this.#mutate(ctx, (tx) => createApi(tx, api));
  }

  listApis(): Promise<readonly ApiRecord[]> {
    return listApiRecords(this.#ask);
  }

  findApi(reference: string): Promise<ApiRecord | null> {
    return findApiRecord(this.#ask, reference);
  }

  createOwner(owner: NewOwner, ctx: MutationContext): Promise<OwnerRecord> {
    return this.#mutate(ctx, (tx) => createOwner(tx, owner));
  }

  listOwners(): Promise<readonly OwnerRecord[]> {
    return listOwnerRecords(this.#ask);
  }

  findOwner(reference: string): Promise<OwnerRecord | null> {
    return findOwnerRecord(this.#ask, reference);
  }

  createRole(role: NewRole, ctx: MutationContext): Promise<RoleRecord> {
    return this.#mutate(ctx, (tx) => createRole(tx, role));
  }

  listRoles(): Promise<readonly RoleRecord[]> {
    return listRoleRecords(this.#ask);
  }

  findRole(reference: string): Promise<RoleRecord | null> {
    return findRoleRecord(this.#ask, reference);
  }

  issueKey(key: NewKey, ctx: MutationContext): Promise<KeyRecord> {
    return this.#mutate(ctx, (tx) => issueKey(tx, key));
  }

  async issueKeys(keys: readonly NewKey[], ctx: MutationContext): Promise<readonly KeyRecord[]> {
    if (keys.length === 0) return [];
    return this.#mutate(ctx, (tx) => issueKeys(tx, keys));
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
    return mutate(
      this.#session,
      ctx,
      changeKeyOfVersion(versionId, versionRevocation(versionId, why)),
    );
  }

  setKeyDisabled(keyId: KeyId, isDisabled: boolean, ctx: MutationContext): Promise<KeyRecord> {
    return this.#change(keyId, ctx, keyDisabling(isDisabled));
  }

  findKeys(reference: string): Promise<readonly KeyRecord[]> {
    return findKeysByReference(this.#ask, reference);
  }

  findKeyOfVersion(versionId: VersionId): Promise<KeyRecord | null> {
    return findKeyByVersion(this.#ask, versionId);
  }

  listKeys(filter: KeyFilter): Promise<readonly KeyRecord[]> {
    return filterKeys(this.#ask, filter);
  }

  listPeppers(): Promise<readonly PepperRow[]> {
    return listPepperRows(this.#ask);
  }

  /** By the database's clock: a shared store has no other that all its programs see. */
  async nowMs(): Promise<number> {
    const { clockUs, atUs } = await readInstant(this.#ask);
    return usToMs(Math.max(clockUs, atUs));
  }

  async head(): Promise<ChainHead> {
    const { seq, hash, atUs } = await readInstant(this.#ask);
    return { seq, hash, atUs };
  }

  readEvents(afterSeq: number, limit: number): Promise<readonly ChainedEvent[]> {
    return readEventRows(this.#ask, afterSeq, limit);
  }

  checkpointFault(): KeywrightError | null {
    return this.#session.checkpoints.fault;
  }

  #mutate<Result>(ctx: MutationContext, change: Mutation<Result>['change']): Promise<Result> {
    return mutate(this.#session, ctx, { change });
  }

  #change(keyId: KeyId, ctx: MutationContext, plan: PlanKeyChange): Promise<KeyRecord> {
    return mutate(this.#session, ctx, changeKey(keyId, plan));
  }

  async close(): Promise<void> {
    await closeSession(this.#session);
  }
}
