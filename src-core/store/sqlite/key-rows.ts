/** Keys with their versions and roles, read as of one moment and returned as records; tombstones are keys like any other. */
import { isId, type KeyId, type VersionId } from '../../../src-shared/ids/ids.ts';
import type { KeyRecord } from '../../../src-shared/model/store-records.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { type KeyRow, toKey, toVersion, type VersionRow } from '../rows/key-row.ts';
import type { KeyFilter } from '../verification-store.ts';

/** A condition on `k`, a row of keys, with its named parameters. */
interface KeyCondition {
  readonly where: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function findKeyById(db: SqliteDatabase, id: KeyId): KeyRecord | null {
  return selectKeys(db, { where: 'k.id = (SELECT @id)', parameters: { id } })[0] ?? null;
}

export function findKeysByReference(db: SqliteDatabase, reference: string): KeyRecord[] {
  const byId = isId('key', reference) ? findKeyById(db, reference) : null;
  if (byId !== null) return [byId];
  return selectKeys(db, { where: 'k.name = @reference', parameters: { reference } });
}

export function findKeyByVersion(db: SqliteDatabase, versionId: VersionId): KeyRecord | null {
  const where = 'k.id = (SELECT key_id FROM versions WHERE id = (SELECT @versionId))';
  return selectKeys(db, { where, parameters: { versionId } })[0] ?? null;
}

export function filterKeys(db: SqliteDatabase, filter: KeyFilter): KeyRecord[] {
  const conditions = ['TRUE'];
  const parameters: Record<string, string> = {};
  const require = (column: string, name: string, value: string | undefined): void => {
    if (value === undefined) return;
    conditions.push(`${column} = @${name}`);
    parameters[name] = value;
  };
  require('k.api_id', 'apiId', filter.apiId);
  require('k.owner_id', 'ownerId', filter.ownerId);
  require('k.environment', 'environment', filter.environment);
  return selectKeys(db, { where: conditions.join(' AND '), parameters });
}

/** Newest first. One read transaction, so that a key is never joined with the versions of another moment. */
function selectKeys(db: SqliteDatabase, condition: KeyCondition): KeyRecord[] {
  return db.transaction(() => {
    const versions = Map.groupBy(selectVersions(db, condition), (row) => row.key_id);
    const roles = Map.groupBy(selectRoles(db, condition), (row) => row.key_id);
    return selectKeyRows(db, condition).map((row) => ({
      ...toKey(row),
      roles: (roles.get(row.id) ?? []).map((role) => role.name),
      versions: (versions.get(row.id) ?? []).map(toVersion),
    }));
  })();
}

function selectKeyRows(db: SqliteDatabase, condition: KeyCondition): KeyRow[] {
  return db
    .prepare<[Readonly<Record<string, string>>], KeyRow>(
      `SELECT k.id, k.name, k.environment, k.permissions, k.limits, k.created_at_ms,
              k.disabled_at_ms, k.revoked_at_ms, k.revocation_code, k.revocation_note,
              k.api_id, a.name AS api_name, a.prefix AS api_prefix,
              k.owner_id, o.kind AS owner_kind, o.name AS owner_name,
              o.created_at_ms AS owner_created_at_ms
         FROM keys k JOIN apis a ON a.id = k.api_id JOIN owners o ON o.id = k.owner_id
        WHERE ${condition.where}
        ORDER BY k.created_at_ms DESC, k.rowid DESC`,
    )
    .all(condition.parameters);
}

function selectVersions(db: SqliteDatabase, condition: KeyCondition): VersionRow[] {
  return db
    .prepare<[Readonly<Record<string, string>>], VersionRow>(
      `SELECT v.key_id, v.id, v.state, v.pepper_id, v.created_at_ms, v.not_before_ms,
              v.expires_at_ms, v.ends_at_ms, v.retired_at_ms, v.revoked_at_ms,
              v.revocation_code, v.revocation_note
         FROM versions v JOIN keys k ON k.id = v.key_id
        WHERE ${condition.where}
        ORDER BY v.number DESC`,
    )
    .all(condition.parameters);
}

interface RoleNameRow {
  readonly key_id: KeyId;
  readonly name: string;
}

function selectRoles(db: SqliteDatabase, condition: KeyCondition): RoleNameRow[] {
  return db
    .prepare<[Readonly<Record<string, string>>], RoleNameRow>(
      `SELECT kr.key_id, r.name
         FROM key_roles kr JOIN roles r ON r.id = kr.role_id JOIN keys k ON k.id = kr.key_id
        WHERE ${condition.where}
        ORDER BY r.name`,
    )
    .all(condition.parameters);
}
