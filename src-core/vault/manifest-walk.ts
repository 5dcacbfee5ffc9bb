/**
 * Reads every row of an unlocked vault and compares what is there with what the sealed manifest says (docs/vault-format.md, "Walk").
 * A mismatch is a finding, not an error: the vault stays readable, and the person can restore a backup.
 */
import type { SqliteDatabase } from '../sqlite/sqlite-file.ts';
import type { VaultScope } from './associated-data.ts';
import { type FramedRow, ManifestItems } from './manifest-item.ts';
import { type ManifestState, openManifest, type RowCounts } from './manifest-state.ts';
import { ManifestSum } from './manifest-sum.ts';
import type { RowAccess } from './row-access.ts';
import { isAfter } from './row-order.ts';
import type { VaultKeys } from './vault-keys.ts';
import { named, TABLE_NAMES, type TableName } from './vault-rows.ts';
import { EXPECTED_SCHEMA_HASH, hasExpectedSchema } from './vault-schema.ts';

export interface WalkSource {
  readonly db: SqliteDatabase;
  readonly rows: RowAccess;
  readonly keys: VaultKeys;
  readonly scope: VaultScope;
}

export interface WalkReport {
  /** Null where the manifest does not open. */
  readonly state: ManifestState | null;
  /** What does not fit, for the log; null: everything fits. */
  readonly mismatch: string | null;
}

/** The sealed manifest as it lies in the file. */
export interface ManifestRow {
  readonly generation: number;
  readonly sealed: Buffer;
}

/** The manifest row; null where there is none or its columns are not of our form. */
export function readManifestRow(db: SqliteDatabase): ManifestRow | null {
  const row = db
    .prepare(`SELECT ${named(['generation', 'sealed'])} FROM manifest WHERE id = 1`)
    .get() as Partial<ManifestRow> | undefined;
  if (typeof row?.generation !== 'number' || !Buffer.isBuffer(row.sealed)) return null;
  return { generation: row.generation, sealed: row.sealed };
}

/** Sees a row and says whether it can be used. */
type RowVisit = (table: TableName, row: FramedRow) => boolean;

/** Walks all tables inside the caller's transaction. */
export function walkVault(source: WalkSource, visit: RowVisit): WalkReport {
  if (!hasExpectedSchema(source.db)) return { state: null, mismatch: 'schema' };
  const manifest = readManifestRow(source.db);
  const state = manifest === null ? null : openManifest(source.keys, source.scope, manifest);
  const found = sumRows(source, visit);
  if (state === null) return { state, mismatch: 'manifest' };
  return { state, mismatch: found.mismatch ?? compare(state, found, source.scope) };
}

interface RowSum {
  readonly sum: bigint;
  readonly counts: RowCounts;
  readonly mismatch: string | null;
}

function sumRows(source: WalkSource, visit: RowVisit): RowSum {
  const items = new ManifestItems(source.keys.manifestItem, source.scope);
  const sum = new ManifestSum();
  let mismatch: string | null = null;
  const counts: Partial<Record<TableName, number>> = {};
  try {
    for (const table of TABLE_NAMES) {
      let count = 0;
      let previous: FramedRow | null = null;
      for (const row of source.rows.scanFramed(table)) {
        const item = items.itemOf(table, row);
        if (item !== null) sum.add(item);
        const isInOrder = previous === null || isAfter(table, row, previous);
        if (item === null || !isInOrder || !visit(table, row)) mismatch ??= `row in ${table}`;
        count += 1;
        previous = row;
      }
      counts[table] = count;
    }
  } finally {
    items.wipe();
  }
  return { sum: sum.total(), counts: counts as RowCounts, mismatch };
}

function compare(state: ManifestState, found: RowSum, scope: VaultScope): string | null {
  if (state.epoch !== scope.epoch) return 'epoch';
  if (!state.schemaHash.equals(EXPECTED_SCHEMA_HASH)) return 'schema hash';
  const miscounted = TABLE_NAMES.find((table) => state.counts[table] !== found.counts[table]);
  if (miscounted !== undefined) return `row count of ${miscounted}`;
  return state.sum === found.sum ? null : 'row set';
}
