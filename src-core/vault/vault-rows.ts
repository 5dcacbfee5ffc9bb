/**
 * The rows of a vault file and the order of their columns. The manifest's item of a row is made of these lists, so their order is
 * part of the format (docs/vault-format.md, "Manifest item").
 */
import type { EntryId, VaultId } from '../../src-shared/ids/ids.ts';

export type SlotKind = 'password' | 'recovery' | 'keychain';

export interface MetaRow {
  readonly id: 1;
  readonly vault: VaultId;
  readonly format: number;
  readonly epoch: number;
  readonly created_ms: number;
}

export interface SlotRow {
  /** 16 random bytes. */
  readonly id: Buffer;
  readonly kind: SlotKind;
  readonly epoch: number;
  readonly created_ms: number;
  /** 0: never. */
  readonly expires_ms: number;
  /** The Argon2id parameters of a password slot; 0 and an empty salt in the others. */
  readonly memory_kib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Buffer;
  /** commitment[32] ‖ vault key encrypted[32] ‖ tag[16]. */
  readonly wrapped: Buffer;
}

/** A row of entries, history or trash. */
export interface EntryRow {
  readonly id: EntryId;
  readonly version: number;
  readonly overview: Buffer;
  readonly secret: Buffer;
}

export interface SettingRow {
  readonly name: string;
  readonly version: number;
  readonly value: Buffer;
}

export interface AuditRow {
  readonly seq: number;
  readonly hash: Buffer;
  readonly event: Buffer;
}

export interface RowOf {
  readonly meta: MetaRow;
  readonly slots: SlotRow;
  readonly entries: EntryRow;
  readonly history: EntryRow;
  readonly trash: EntryRow;
  readonly settings: SettingRow;
  readonly audit: AuditRow;
}
export type TableName = keyof RowOf;

export interface TableShape {
  /** Primary key columns, in order. */
  readonly key: readonly string[];
  /** The other columns that are not encrypted, in order. */
  readonly clear: readonly string[];
  /** Those of the above whose type is BLOB. */
  readonly bytes?: readonly string[];
  /** Columns that hold a sealed blob, in order. */
  readonly blobs: readonly string[];
}

const ENTRY_BLOBS = ['overview', 'secret'];

/** Every table the manifest covers, in the order of its row counts. */
export const TABLES: Readonly<Record<TableName, TableShape>> = {
  meta: { key: ['id'], clear: ['vault', 'format', 'epoch', 'created_ms'], blobs: [] },
  slots: {
    key: ['id'],
    clear: [
      'kind',
      'epoch',
      'created_ms',
      'expires_ms',
      'memory_kib',
      'passes',
      'lanes',
      'salt',
      'wrapped',
    ],
    bytes: ['id', 'salt', 'wrapped'],
    blobs: [],
  },
  entries: { key: ['id'], clear: ['version'], blobs: ENTRY_BLOBS },
  history: { key: ['id', 'version'], clear: [], blobs: ENTRY_BLOBS },
  trash: { key: ['id'], clear: ['version'], blobs: ENTRY_BLOBS },
  settings: { key: ['name'], clear: ['version'], blobs: ['value'] },
  audit: { key: ['seq'], clear: ['hash'], bytes: ['hash'], blobs: ['event'] },
};

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** All columns of the table, in the order of the format. */
export function columnsOf(table: TableName): readonly string[] {
  const { key, clear, blobs } = TABLES[table];
  return [...key, ...clear, ...blobs];
}

/**
 * For SELECT: each under its own name. Without AS SQLite names a column as the file's schema spells it, and a flipped bit that makes a
 * letter large would leave the row without it.
 */
export function named(columns: readonly string[]): string {
  return columns.map((column) => `${column} AS ${column}`).join(', ');
}
