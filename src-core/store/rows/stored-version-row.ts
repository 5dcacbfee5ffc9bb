/** What a verification needs of one version as a record, whichever database holds it; the columns are the same in all. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { ApiId, KeyId, OwnerId, PepperId, VersionId } from '../../../src-shared/ids/ids.ts';
import type { OwnerLabel } from '../../../src-shared/model/names.ts';
import { VERSION_STATES, type VersionState } from '../../../src-shared/model/store-records.ts';
import type { StoredVersion } from '../verification-store.ts';
import { parseLimits, parseTextList } from './json-columns.ts';
import { rememberParsed } from './remember-parsed.ts';

/** What a row names; a row that is not there is left out. */
export interface CatalogNames {
  readonly head_seq: number;
  readonly api_id: ApiId;
  readonly owner_id: OwnerId;
  readonly pepper_id: PepperId;
  /** Separated by spaces; null: none. */
  readonly role_ids: string | null;
}

/** As the columns hold it; undefined where there is no such row. */
export interface CatalogRows {
  readonly apiName: unknown;
  readonly owner: OwnerLabel | undefined;
  readonly pepperCheck: unknown;
  /** By name. Undefined where one of them is not there. */
  readonly roles: StoredVersion['roles'] | undefined;
}

export interface FoundRow extends CatalogNames {
  readonly id: VersionId;
  readonly hash: Buffer;
  readonly state: VersionState;
  readonly created_at_ms: number;
  readonly not_before_ms: number | null;
  readonly expires_at_ms: number | null;
  readonly ends_at_ms: number | null;
  readonly key_id: KeyId;
  readonly key_name: string;
  readonly environment: string;
  readonly permissions: string;
  readonly limits: string;
  readonly is_disabled: number;
  readonly is_revoked: number;
}

interface AbsentRow {
  readonly head_seq: number;
  readonly id: null;
}

export type StoredVersionRow = FoundRow | AbsentRow;

/** Reads rows into records. Throws store/damaged where a column or a list holds something else. */
export type ReadStoredVersion = (row: FoundRow, shared: CatalogRows) => StoredVersion;

const MAX_LISTS = 1_000;

export function createStoredVersionReader(): ReadStoredVersion {
  const readPermissions = rememberParsed(parseTextList, MAX_LISTS);
  const readLimits = rememberParsed(parseLimits, MAX_LISTS);
  return (row, shared) => {
    if (!isWhole(row) || !isShared(shared)) {
      throw new KeywrightError('store/damaged', `The record of version ${row.id} cannot be read`);
    }
    return {
      versionId: row.id,
      hash: row.hash,
      pepperId: row.pepper_id,
      pepperCheck: shared.pepperCheck,
      state: row.state,
      issuedAtMs: row.created_at_ms,
      notBeforeMs: row.not_before_ms,
      expiresAtMs: row.expires_at_ms,
      endsAtMs: row.ends_at_ms,
      keyId: row.key_id,
      keyName: row.key_name,
      isKeyDisabled: row.is_disabled === 1,
      isKeyRevoked: row.is_revoked === 1,
      apiId: row.api_id,
      apiName: shared.apiName,
      environment: row.environment,
      owner: shared.owner,
      permissions: readPermissions(row.permissions),
      roles: shared.roles,
      limits: readLimits(row.limits),
    };
  };
}

const TEXTS = [
  'pepper_id',
  'key_id',
  'key_name',
  'environment',
  'permissions',
  'limits',
  'api_id',
  'owner_id',
] as const satisfies readonly (keyof FoundRow)[];

const INSTANTS = [
  'not_before_ms',
  'expires_at_ms',
  'ends_at_ms',
] as const satisfies readonly (keyof FoundRow)[];

/**
 * The database's own checks hold for what is written through it, not for bytes changed in its files: a state that nobody knows must not
 * count as usable, nor a missing row as an empty one.
 */
function isWhole(row: FoundRow): boolean {
  return (
    TEXTS.every((column) => typeof row[column] === 'string') &&
    INSTANTS.every((column) => row[column] === null || Number.isSafeInteger(row[column])) &&
    Number.isSafeInteger(row.created_at_ms) &&
    Buffer.isBuffer(row.hash) &&
    VERSION_STATES.includes(row.state)
  );
}

interface WholeCatalogRows extends CatalogRows {
  readonly apiName: string;
  readonly owner: OwnerLabel;
  readonly pepperCheck: Buffer;
  readonly roles: StoredVersion['roles'];
}

function isShared(rows: CatalogRows): rows is WholeCatalogRows {
  return (
    typeof rows.apiName === 'string' &&
    typeof rows.owner?.kind === 'string' &&
    typeof rows.owner.name === 'string' &&
    Buffer.isBuffer(rows.pepperCheck) &&
    rows.roles !== undefined
  );
}
