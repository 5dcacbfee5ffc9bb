/** Seals the blobs of a row again under another vault key: same content, same place, another epoch (docs/vault-format.md, "Rekey"). */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { openBlob, sealBlob } from '../crypto/sealed-blob.ts';
import type { RandomSource } from '../runtime/random.ts';
import { type FieldGroup, recordAad, type VaultScope } from './associated-data.ts';
import type { StoredRow } from './manifest-item.ts';
import type { VaultKeys } from './vault-keys.ts';
import { TABLES, type TableName } from './vault-rows.ts';

export type SealedTable = Exclude<TableName, 'meta' | 'slots'>;

export interface VaultSecrets {
  readonly keys: VaultKeys;
  readonly scope: VaultScope;
}

interface Resealing {
  readonly from: VaultSecrets;
  readonly to: VaultSecrets;
  readonly random: RandomSource;
}

const TYPES: Readonly<Record<SealedTable, 'entry' | 'setting' | 'audit'>> = {
  entries: 'entry',
  history: 'entry',
  trash: 'entry',
  settings: 'setting',
  audit: 'audit',
};

/** The row with every blob sealed anew; null where one does not open in its place. */
export function resealRow(
  table: SealedTable,
  row: StoredRow,
  { from, to, random }: Resealing,
): StoredRow | null {
  const resealed: Record<string, unknown> = { ...row };
  for (const group of TABLES[table].blobs as readonly FieldGroup[]) {
    const plain = openBlob(bindingOf(from, table, { row, group }), row[group] as Buffer);
    if (plain === null) return null;
    resealed[group] = sealBlob(bindingOf(to, table, { row, group }), plain, random);
    plain.fill(0);
  }
  return resealed;
}

function bindingOf(
  { keys, scope }: VaultSecrets,
  table: SealedTable,
  { row, group }: { readonly row: StoredRow; readonly group: FieldGroup },
): Parameters<typeof openBlob>[0] {
  const aad = recordAad(scope, {
    type: TYPES[table],
    id: textOf(row.id ?? row.name ?? ''),
    group,
    version: Number(row.version ?? row.seq),
  });
  return { key: keys.records, epoch: scope.epoch, aad };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new KeywrightError('vault/damaged', 'A row of the vault has no id');
}
