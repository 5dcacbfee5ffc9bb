/** APIs, owners, roles and peppers, as rows and as records. Lists are in the order of creation. */
import type {
  ApiRecord,
  OwnerRecord,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
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
import type { PepperRow } from '../verification-store.ts';

const API_COLUMNS = 'SELECT id, name, prefix, environments, created_at_ms FROM apis';

export function listApiRecords(db: SqliteDatabase): ApiRecord[] {
  return db.prepare<[], ApiRow>(`${API_COLUMNS} ORDER BY created_at_ms, rowid`).all().map(toApi);
}

/** An id wins over a name of the same form. */
export function findApiRecord(db: SqliteDatabase, reference: string): ApiRecord | null {
  const byReference = `${API_COLUMNS} WHERE id = (SELECT @reference) OR name = (SELECT @reference) ORDER BY id = @reference DESC`;
  const row = db.prepare<[{ reference: string }], ApiRow>(byReference).get({ reference });
  return row === undefined ? null : toApi(row);
}

export function findApiByPrefix(db: SqliteDatabase, prefix: string): ApiRecord | null {
  const row = db.prepare<[string], ApiRow>(`${API_COLUMNS} WHERE prefix = ?`).get(prefix);
  return row === undefined ? null : toApi(row);
}

export function insertApi(db: SqliteDatabase, api: ApiRecord): void {
  db.prepare(
    'INSERT INTO apis (id, name, prefix, environments, created_at_ms) VALUES (?, ?, ?, ?, ?)',
  ).run(api.id, api.name, api.prefix, JSON.stringify(api.environments), api.createdAtMs);
}

const OWNER_COLUMNS = 'SELECT id, kind, name, created_at_ms FROM owners';

export function listOwnerRecords(db: SqliteDatabase): OwnerRecord[] {
  return db
    .prepare<[], OwnerRow>(`${OWNER_COLUMNS} ORDER BY created_at_ms, rowid`)
    .all()
    .map(toOwner);
}

/** By id or `kind:name`. */
export function findOwnerRecord(db: SqliteDatabase, reference: string): OwnerRecord | null {
  const [kind, ...rest] = reference.split(':');
  const row = db
    .prepare<[Record<string, string | undefined>], OwnerRow>(
      `${OWNER_COLUMNS} WHERE id = (SELECT @reference) OR (kind = (SELECT @kind) AND name = (SELECT @name))`,
    )
    .get({ reference, kind, name: rest.join(':') });
  return row === undefined ? null : toOwner(row);
}

export function insertOwner(db: SqliteDatabase, owner: OwnerRecord): void {
  db.prepare('INSERT INTO owners (id, kind, name, created_at_ms) VALUES (?, ?, ?, ?)').run(
    owner.id,
    owner.kind,
    owner.name,
    owner.createdAtMs,
  );
}

const ROLE_COLUMNS = 'SELECT id, name, permissions, created_at_ms FROM roles';

export function listRoleRecords(db: SqliteDatabase): RoleRecord[] {
  return db.prepare<[], RoleRow>(`${ROLE_COLUMNS} ORDER BY created_at_ms, rowid`).all().map(toRole);
}

/** An id wins over a name of the same form. */
export function findRoleRecord(db: SqliteDatabase, reference: string): RoleRecord | null {
  const byReference = `${ROLE_COLUMNS} WHERE id = (SELECT @reference) OR name = (SELECT @reference) ORDER BY id = @reference DESC`;
  const row = db.prepare<[{ reference: string }], RoleRow>(byReference).get({ reference });
  return row === undefined ? null : toRole(row);
}

export function insertRole(db: SqliteDatabase, role: RoleRecord): void {
  db.prepare('INSERT INTO roles (id, name, permissions, created_at_ms) VALUES (?, ?, ?, ?)').run(
    role.id,
    role.name,
    JSON.stringify(role.permissions),
    role.createdAtMs,
  );
}

export function listPepperRows(db: SqliteDatabase): PepperRow[] {
  const rows = db
    .prepare<[], StoredPepperRow>(
      'SELECT id, place, check_value, created_at_ms FROM peppers ORDER BY created_at_ms, rowid',
    )
    .all();
  return rows.map(toPepper);
}

export function insertPepper(db: SqliteDatabase, pepper: PepperRow): void {
  db.prepare('INSERT INTO peppers (id, place, check_value, created_at_ms) VALUES (?, ?, ?, ?)').run(
    pepper.id,
    pepper.place,
    pepper.check,
    pepper.createdAtMs,
  );
}
