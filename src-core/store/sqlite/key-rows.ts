/** Keys with their versions and roles, read as of one moment and returned as records; tombstones are keys like any other. */
import {
  type ApiId,
  isId,
  type KeyId,
  type OwnerId,
  type PepperId,
  type VersionId,
} from '../../../src-shared/ids/ids.ts';
import type { OwnerKind } from '../../../src-shared/model/names.ts';
import type {
  KeyRecord,
  Revocation,
  RevocationCode,
  VersionRecord,
  VersionState,
} from '../../../src-shared/model/store-records.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import type { KeyFilter } from '../verification-store.ts';
import { parseLimits, parseTextList } from './json-columns.ts';

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

interface RevocationColumns {
  readonly revoked_at_ms: number | null;
  readonly revocation_code: RevocationCode | null;
  readonly revocation_note: string | null;
}

interface KeyRow extends RevocationColumns {
  readonly id: KeyId;
  readonly name: string;
  readonly environment: string;
  readonly permissions: string;
  readonly limits: string;
  readonly created_at_ms: number;
  readonly disabled_at_ms: number | null;
  readonly api_id: ApiId;
  readonly api_name: string;
  readonly api_prefix: string;
  readonly owner_id: OwnerId;
  readonly owner_kind: OwnerKind;
  readonly owner_name: string;
  readonly owner_created_at_ms: number;
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

function toKey(row: KeyRow): Omit<KeyRecord, 'roles' | 'versions'> {
  return {
    id: row.id,
    name: row.name,
    api: { id: row.api_id, name: row.api_name, prefix: row.api_prefix },
    environment: row.environment,
    owner: {
      id: row.owner_id,
      kind: row.owner_kind,
      name: row.owner_name,
      createdAtMs: row.owner_created_at_ms,
    },
    permissions: parseTextList(row.permissions),
    limits: parseLimits(row.limits),
    createdAtMs: row.created_at_ms,
    disabledAtMs: row.disabled_at_ms,
    revokedAtMs: row.revoked_at_ms,
    revocation: toRevocation(row),
  };
}

function toRevocation(row: RevocationColumns): Revocation | null {
  return row.revocation_code === null
    ? null
    : { code: row.revocation_code, note: row.revocation_note };
}

interface VersionRow extends RevocationColumns {
  readonly key_id: KeyId;
  readonly id: VersionId;
  readonly state: VersionState;
  readonly pepper_id: PepperId;
  readonly created_at_ms: number;
  readonly not_before_ms: number | null;
  readonly expires_at_ms: number | null;
  readonly ends_at_ms: number | null;
  readonly retired_at_ms: number | null;
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

function toVersion(row: VersionRow): VersionRecord {
  return {
    id: row.id,
    state: row.state,
    pepperId: row.pepper_id,
    createdAtMs: row.created_at_ms,
    notBeforeMs: row.not_before_ms,
    expiresAtMs: row.expires_at_ms,
    endsAtMs: row.ends_at_ms,
    retiredAtMs: row.retired_at_ms,
    revokedAtMs: row.revoked_at_ms,
    revocation: toRevocation(row),
  };
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
