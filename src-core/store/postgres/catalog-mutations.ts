/** Creating APIs, owners and roles. A name that is taken is a conflict, decided inside the transaction and by the schema. */
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
  findRoleRecord,
  insertApi,
  insertNewOwners,
  insertRole,
} from './catalog-rows.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';

/** Throws api/exists, api/prefix-taken. */
export async function createApi(tx: StoreTransaction, api: NewApi): Promise<Change<ApiRecord>> {
  if ((await findApiRecord(tx.ask, api.name))?.name === api.name) {
    throw new KeywrightError('api/exists', `There is an API named "${api.name}" already`);
  }
  const other = await findApiByPrefix(tx.ask, api.prefix);
  if (other !== null) {
    throw new KeywrightError(
      'api/prefix-taken',
      `The API "${other.name}" has the prefix "${api.prefix}"`,
    );
  }
  const { id, name, prefix, environments } = api;
  const result = { id, name, prefix, environments, createdAtMs: tx.nowMs };
  await insertApi(tx.ask, result);
  return { result, events: [apiCreated(result)] };
}

/** Throws owner/exists. */
export async function createOwner(
  tx: StoreTransaction,
  owner: NewOwner,
): Promise<Change<OwnerRecord>> {
  const [result] = await insertNewOwners(tx.ask, [owner], tx.nowMs);
  if (result === undefined) {
    throw new KeywrightError(
      'owner/exists',
      `There is an owner ${formatOwnerLabel(owner)} already`,
    );
  }
  return { result, events: [ownerCreated(result)] };
}

/** Throws role/exists. */
export async function createRole(tx: StoreTransaction, role: NewRole): Promise<Change<RoleRecord>> {
  if ((await findRoleRecord(tx.ask, role.name))?.name === role.name) {
    throw new KeywrightError('role/exists', `There is a role named "${role.name}" already`);
  }
  const { id, name, permissions } = role;
  const result = { id, name, permissions, createdAtMs: tx.nowMs };
  await insertRole(tx.ask, result);
  return { result, events: [roleCreated(result)] };
}
