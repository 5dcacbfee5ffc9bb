/**
 * The order of a table's rows, which is SQLite's: numbers as such, texts and blobs by their bytes. Where a row does not come after the
 * one before, the table is not what its index says, or holds a row twice.
 */
import type { StoredRow } from './manifest-item.ts';
import { TABLES, type TableName } from './vault-rows.ts';

/** From here on the order of UTF-16 units is not that of UTF-8 bytes. */
const FIRST_SURROGATE = 0xd800;

/** Whether the row's primary key is greater than that of the other. */
export function isAfter(table: TableName, row: StoredRow, other: StoredRow): boolean {
  for (const column of TABLES[table].key) {
    const difference = compareValues(row[column], other[column]);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return Buffer.compare(bytesOf(left), bytesOf(right));
}

function compareTexts(left: string, right: string): number {
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = left.charCodeAt(at) - right.charCodeAt(at);
    if (difference === 0) continue;
    const isPlain = left.charCodeAt(at) < FIRST_SURROGATE && right.charCodeAt(at) < FIRST_SURROGATE;
    return isPlain ? difference : Buffer.compare(bytesOf(left), bytesOf(right));
  }
  return left.length - right.length;
}

function bytesOf(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(String(value), 'utf8');
}
