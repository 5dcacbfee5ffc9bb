/** Rows of keys and versions as records, whichever database holds them; names and types of the columns are the same in all. */
import type { ApiId, KeyId, OwnerId, PepperId, VersionId } from '../../../src-shared/ids/ids.ts';
import type { OwnerKind } from '../../../src-shared/model/names.ts';
import type {
  KeyRecord,
  Revocation,
  RevocationCode,
  VersionRecord,
  VersionState,
} from '../../../src-shared/model/store-records.ts';
import { parseLimits, parseTextList } from './json-columns.ts';

interface RevocationColumns {
  readonly revoked_at_ms: number | null;
  readonly revocation_code: RevocationCode | null;
  readonly revocation_note: string | null;
}

export interface KeyRow extends RevocationColumns {
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

export interface VersionRow extends RevocationColumns {
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

/** Throws store/damaged where a list holds something else. */
export function toKey(row: KeyRow): Omit<KeyRecord, 'roles' | 'versions'> {
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

export function toVersion(row: VersionRow): VersionRecord {
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
