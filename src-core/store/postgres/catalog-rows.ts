/** APIs, owners, roles and peppers, as rows and as records. Lists are in the order of creation. */
import type { ApiId, RoleId } from '../../../src-shared/ids/ids.ts';
import type {
  ApiRecord,
  OwnerRecord,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import { statement } from '../../postgres/statement.ts';
import {
  type ApiRow,
  type OwnerRow,
  type RoleRow,
  type StoredPepperRow,
  toApi,
  toOwner,
  toPepper,
  toRole,
} from '../rows/catalog-row.ts';
import type { NewOwner, PepperRow } from '../verification-store.ts';
import type { Ask } from './audit-rows.ts';

const API_COLUMNS = 'SELECT id, name, prefix, environments, created_at_ms FROM keywright.apis';
const LIST_APIS = statement(`${API_COLUMNS} ORDER BY created_at_ms, ordinal`);
const FIND_API = statement(`${API_COLUMNS} WHERE id = $1 OR name = $1 ORDER BY (id = $1) DESC`);
const FIND_API_BY_PREFIX = statement(`${API_COLUMNS} WHERE prefix = $1`);
const APIS_BY_ID = statement(`${API_COLUMNS} WHERE id = ANY ($1::text[])`);
const INSERT_API = statement(
  'INSERT INTO keywright.apis (id, name, prefix, environments, created_at_ms) VALUES ($1, $2, $3, $4, $5)',
);

export async function listApiRecords(ask: Ask): Promise<ApiRecord[]> {
  return (await ask<ApiRow>(LIST_APIS)).map(toApi);
}

/** An id wins over a name of the same form. */
export async function findApiRecord(ask: Ask, reference: string): Promise<ApiRecord | null> {
  const [row] = await ask<ApiRow>(FIND_API, [reference]);
  return row === undefined ? null : toApi(row);
}

export async function findApiByPrefix(ask: Ask, prefix: string): Promise<ApiRecord | null> {
  const [row] = await ask<ApiRow>(FIND_API_BY_PREFIX, [prefix]);
  return row === undefined ? null : toApi(row);
}

export async function findApisById(ask: Ask, ids: readonly ApiId[]): Promise<ApiRecord[]> {
  return (await ask<ApiRow>(APIS_BY_ID, [ids])).map(toApi);
}

export async function insertApi(ask: Ask, api: ApiRecord): Promise<void> {
  const environments = JSON.stringify(api.environments);
  await ask(INSERT_API, [api.id, api.name, api.prefix, environments, api.createdAtMs]);
}

const OWNER_COLUMNS = 'SELECT id, kind, name, created_at_ms FROM keywright.owners';
const LIST_OWNERS = statement(`${OWNER_COLUMNS} ORDER BY created_at_ms, ordinal`);
const FIND_OWNER = statement(`${OWNER_COLUMNS} WHERE id = $1 OR (kind = $2 AND name = $3)`);
const OWNERS_BY_LABEL = statement(
  `${OWNER_COLUMNS} WHERE (kind, name) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
);
const INSERT_OWNERS = statement(
  `INSERT INTO keywright.owners (id, kind, name, created_at_ms)
   SELECT id, kind, name, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS n (id, kind, name)
   ON CONFLICT (kind, name) DO NOTHING
   RETURNING id, kind, name, created_at_ms`,
);

export async function listOwnerRecords(ask: Ask): Promise<OwnerRecord[]> {
  return (await ask<OwnerRow>(LIST_OWNERS)).map(toOwner);
}

/** By id or `kind:name`. */
export async function findOwnerRecord(ask: Ask, reference: string): Promise<OwnerRecord | null> {
  const [kind = '', ...rest] = reference.split(':');
  const [row] = await ask<OwnerRow>(FIND_OWNER, [reference, kind, rest.join(':')]);
  return row === undefined ? null : toOwner(row);
}

export async function findOwnersByLabel(
  ask: Ask,
  owners: readonly NewOwner[],
): Promise<OwnerRecord[]> {
  const labels = [owners.map(({ kind }) => kind), owners.map(({ name }) => name)];
  return (await ask<OwnerRow>(OWNERS_BY_LABEL, labels)).map(toOwner);
}

/** Those that were not there yet, in no order; waits for another program that creates one of them right now. */
export async function insertNewOwners(
  ask: Ask,
  owners: readonly NewOwner[],
  nowMs: number,
): Promise<OwnerRecord[]> {
  const columns = [
    owners.map(({ id }) => id),
    owners.map(({ kind }) => kind),
    owners.map(({ name }) => name),
  ];
  return (await ask<OwnerRow>(INSERT_OWNERS, [...columns, nowMs])).map(toOwner);
}

const ROLE_COLUMNS = 'SELECT id, name, permissions, created_at_ms FROM keywright.roles';
const LIST_ROLES = statement(`${ROLE_COLUMNS} ORDER BY created_at_ms, ordinal`);
const FIND_ROLE = statement(`${ROLE_COLUMNS} WHERE id = $1 OR name = $1 ORDER BY (id = $1) DESC`);
const ROLES_BY_ID = statement(`${ROLE_COLUMNS} WHERE id = ANY ($1::text[])`);
const INSERT_ROLE = statement(
  'INSERT INTO keywright.roles (id, name, permissions, created_at_ms) VALUES ($1, $2, $3, $4)',
);

export async function listRoleRecords(ask: Ask): Promise<RoleRecord[]> {
  return (await ask<RoleRow>(LIST_ROLES)).map(toRole);
}

/** An id wins over a name of the same form. */
export async function findRoleRecord(ask: Ask, reference: string): Promise<RoleRecord | null> {
  const [row] = await ask<RoleRow>(FIND_ROLE, [reference]);
  return row === undefined ? null : toRole(row);
}

export async function findRolesById(ask: Ask, ids: readonly RoleId[]): Promise<RoleRecord[]> {
  return (await ask<RoleRow>(ROLES_BY_ID, [ids])).map(toRole);
}

export async function insertRole(ask: Ask, role: RoleRecord): Promise<void> {
  await ask(INSERT_ROLE, [role.id, role.name, JSON.stringify(role.permissions), role.createdAtMs]);
}

const LIST_PEPPERS = statement(
  'SELECT id, place, check_value, created_at_ms FROM keywright.peppers ORDER BY created_at_ms, ordinal',
);
const INSERT_PEPPER = statement(
  'INSERT INTO keywright.peppers (id, place, check_value, created_at_ms) VALUES ($1, $2, $3, $4)',
);

export async function listPepperRows(ask: Ask): Promise<PepperRow[]> {
  return (await ask<StoredPepperRow>(LIST_PEPPERS)).map(toPepper);
}

export async function insertPepper(ask: Ask, pepper: PepperRow): Promise<void> {
  await ask(INSERT_PEPPER, [pepper.id, pepper.place, pepper.check, pepper.createdAtMs]);
}
