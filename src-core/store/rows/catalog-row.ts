/** Rows of APIs, owners, roles and peppers as records, whichever database holds them; the columns are the same in all. */
import type { ApiId, OwnerId, PepperId, RoleId } from '../../../src-shared/ids/ids.ts';
import type { OwnerKind } from '../../../src-shared/model/names.ts';
import type {
  ApiRecord,
  OwnerRecord,
  RoleRecord,
} from '../../../src-shared/model/store-records.ts';
import type { PepperRow } from '../verification-store.ts';
import { parseTextList } from './json-columns.ts';

export interface ApiRow {
  readonly id: ApiId;
  readonly name: string;
  readonly prefix: string;
  readonly environments: string;
  readonly created_at_ms: number;
}

export function toApi(row: ApiRow): ApiRecord {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    environments: parseTextList(row.environments),
    createdAtMs: row.created_at_ms,
  };
}

export interface OwnerRow {
  readonly id: OwnerId;
  readonly kind: OwnerKind;
  readonly name: string;
  readonly created_at_ms: number;
}

export function toOwner(row: OwnerRow): OwnerRecord {
  return { id: row.id, kind: row.kind, name: row.name, createdAtMs: row.created_at_ms };
}

export interface RoleRow {
  readonly id: RoleId;
  readonly name: string;
  readonly permissions: string;
  readonly created_at_ms: number;
}

export function toRole(row: RoleRow): RoleRecord {
  return {
    id: row.id,
    name: row.name,
    permissions: parseTextList(row.permissions),
    createdAtMs: row.created_at_ms,
  };
}

export interface StoredPepperRow {
  readonly id: PepperId;
  readonly place: PepperRow['place'];
  readonly check_value: Buffer;
  readonly created_at_ms: number;
}

export function toPepper(row: StoredPepperRow): PepperRow {
  return {
    id: row.id,
    place: row.place,
    check: row.check_value,
    createdAtMs: row.created_at_ms,
  };
}
