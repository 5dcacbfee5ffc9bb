/** Keys with their versions and roles, read in one statement and so as of one moment; tombstones are keys like any other. */
import { isId, type KeyId, type VersionId } from '../../../src-shared/ids/ids.ts';
import type { KeyRecord } from '../../../src-shared/model/store-records.ts';
import { statement } from '../../postgres/statement.ts';
import { type KeyRow, toKey, toVersion, type VersionRow } from '../rows/key-row.ts';
import type { KeyFilter } from '../verification-store.ts';
import type { Ask } from './audit-rows.ts';

const VERSION_COLUMNS = [
  'id',
  'state',
  'pepper_id',
  'created_at_ms',
  'not_before_ms',
  'expires_at_ms',
  'ends_at_ms',
  'retired_at_ms',
  'revoked_at_ms',
  'revocation_code',
  'revocation_note',
]
  .map((column) => `'${column}', v.${column}`)
  .join(', ');

const KEYS = `
  SELECT k.id, k.name, k.environment, k.permissions, k.limits, k.created_at_ms,
         k.disabled_at_ms, k.revoked_at_ms, k.revocation_code, k.revocation_note,
         k.api_id, a.name AS api_name, a.prefix AS api_prefix,
         k.owner_id, o.kind AS owner_kind, o.name AS owner_name,
         o.created_at_ms AS owner_created_at_ms,
         ARRAY (SELECT r.name FROM keywright.key_roles kr JOIN keywright.roles r ON r.id = kr.role_id
                 WHERE kr.key_id = k.id ORDER BY r.name) AS roles,
         (SELECT json_agg(json_build_object(${VERSION_COLUMNS}) ORDER BY v.number DESC)
            FROM keywright.versions v WHERE v.key_id = k.id) AS versions
    FROM keywright.keys k
    JOIN keywright.apis a ON a.id = k.api_id
    JOIN keywright.owners o ON o.id = k.owner_id`;

const NEWEST_FIRST = 'ORDER BY k.created_at_ms DESC, k.ordinal DESC';

const BY_ID = statement(`${KEYS} WHERE k.id = $1`);
const BY_NAME = statement(`${KEYS} WHERE k.name = $1 ${NEWEST_FIRST}`);
const BY_VERSION = statement(
  `${KEYS} WHERE k.id = (SELECT key_id FROM keywright.versions WHERE id = $1)`,
);
const FILTERED = statement(
  `${KEYS} WHERE ($1::text IS NULL OR k.api_id = $1) AND ($2::text IS NULL OR k.owner_id = $2)
      AND ($3::text IS NULL OR k.environment = $3) ${NEWEST_FIRST}`,
);

export async function findKeyById(ask: Ask, id: KeyId): Promise<KeyRecord | null> {
  const [row] = await ask<WholeKeyRow>(BY_ID, [id]);
  return row === undefined ? null : toRecord(row);
}

export async function findKeysByReference(ask: Ask, reference: string): Promise<KeyRecord[]> {
  const byId = isId('key', reference) ? await findKeyById(ask, reference) : null;
  if (byId !== null) return [byId];
  return (await ask<WholeKeyRow>(BY_NAME, [reference])).map(toRecord);
}

export async function findKeyByVersion(ask: Ask, versionId: VersionId): Promise<KeyRecord | null> {
  const [row] = await ask<WholeKeyRow>(BY_VERSION, [versionId]);
  return row === undefined ? null : toRecord(row);
}

export async function filterKeys(ask: Ask, filter: KeyFilter): Promise<KeyRecord[]> {
  const values = [filter.apiId ?? null, filter.ownerId ?? null, filter.environment ?? null];
  return (await ask<WholeKeyRow>(FILTERED, values)).map(toRecord);
}

const LOCK_KEY = statement('SELECT id FROM keywright.keys WHERE id = $1 FOR NO KEY UPDATE');
const KEY_OF_VERSION = statement('SELECT key_id FROM keywright.versions WHERE id = $1');

/** Holds the key against other changes to the end of the transaction; false where there is no such key. */
export async function lockKey(ask: Ask, id: KeyId): Promise<boolean> {
  return (await ask(LOCK_KEY, [id])).length > 0;
}

/** The key that has the version; null where none has. A version never changes its key. */
export async function keyIdOfVersion(ask: Ask, versionId: VersionId): Promise<KeyId | null> {
  const [row] = await ask<{ readonly key_id: KeyId }>(KEY_OF_VERSION, [versionId]);
  return row?.key_id ?? null;
}

interface WholeKeyRow extends KeyRow {
  readonly roles: readonly string[];
  readonly versions: readonly Omit<VersionRow, 'key_id'>[] | null;
}

function toRecord(row: WholeKeyRow): KeyRecord {
  const versions = (row.versions ?? []).map((version) => toVersion({ ...version, key_id: row.id }));
  return { ...toKey(row), roles: row.roles, versions };
}
