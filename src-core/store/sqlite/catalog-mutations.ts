/** Creating APIs, owners and roles. A name that is taken is a conflict, decided inside the transaction. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { formatOwnerLabel } from '../../../src-shared/model/names.ts';
import type {
  ApiRecord,
  OwnerRecord,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import { apiCreated, ownerCreated, roleCreated } from '../store-events.ts';
import type { NewApi, NewOwner, NewRole } from '../verification-store.ts';
import {
  findApiByPrefix,
  findApiRecord,
  findOwnerRecord,
  findRoleRecord,
  insertApi,
  insertOwner,
  insertRole,
} from './catalog-rows.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';

/** Throws api/exists, api/prefix-taken. */
export function createApi(tx: StoreTransaction, api: NewApi): Change<ApiRecord> {
  if (findApiRecord(tx.db, api.name)?.name === api.name) {
    throw new KeywrightError('api/exists', `There is an API named "${api.name}" already`);
  }
  const other = findApiByPrefix(tx.db, api.prefix);
  if (other !== null) {
    throw new KeywrightError(
      'api/prefix-taken',
      `The API "${other.name}" has the prefix "${api.prefix}"`,
    );
  }
  const { id, name, prefix, environments } = api;
  const result = { id, name, prefix, environments, createdAtMs: tx.nowMs };
  insertApi(tx.db, result);
  return { result, events: [apiCreated(result)] };
}

/** Throws owner/exists. */
export function createOwner(tx: StoreTransaction, owner: NewOwner): Change<OwnerRecord> {
  if (findOwnerRecord(tx.db, formatOwnerLabel(owner)) !== null) {
    throw new KeywrightError(
      'owner/exists',
      `There is an owner ${formatOwnerLabel(owner)} already`,
    );
  }
  const { id, kind, name } = owner;
  const result = { id, kind, name, createdAtMs: tx.nowMs };
  insertOwner(tx.db, result);
  return { result, events: [ownerCreated(result)] };
}

/** Throws role/exists. */
export function createRole(tx: StoreTransaction, role: NewRole): Change<RoleRecord> {
  if (findRoleRecord(tx.db, role.name)?.name === role.name) {
    throw new KeywrightError('role/exists', `There is a role named "${role.name}" already`);
  }
  const { id, name, permissions } = role;
  const result = { id, name, permissions, createdAtMs: tx.nowMs };
  insertRole(tx.db, result);
  return { result, events: [roleCreated(result)] };
}
