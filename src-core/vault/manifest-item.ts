/**
 * What one row adds to the manifest: a number only the holder of the key can compute (docs/vault-format.md, "Manifest item"). The sum
 * of these numbers changes with every row that is added, dropped, replaced by an older one or moved.
 */
import { FieldMac } from '../crypto/field-mac.ts';
import {
  BLOB_FINGERPRINT_AT,
  BLOB_FRAME_BYTES,
  blobFrame,
  isFrameAt,
} from '../crypto/sealed-blob.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { VaultScope } from './associated-data.ts';
import { TABLES, type TableName } from './vault-rows.ts';

const LABEL = 'kw/v1/item';
const MAX_BLOBS = 2;
const MODULUS = 1n << 256n;

/** A row as it lies in the file: columns by name. */
export type StoredRow = Readonly<Record<string, unknown>>;

/**
 * A row without its ciphertexts: key and clear columns by name, and the frames of its blobs one after the other. Bytes are texts of
 * upper-case hex digits, as SQLite writes them: it hands out a text at a third of the price of a buffer.
 */
export interface FramedRow extends StoredRow {
  /** Empty where one of them is no blob. */
  readonly frames: string;
}

/** Computes the items of many rows; holds the key until it is wiped. */
export class ManifestItems {
  readonly #scope: VaultScope;
  readonly #mac: FieldMac;
  readonly #labelEnd: number;
  readonly #frames = Buffer.alloc(MAX_BLOBS * BLOB_FRAME_BYTES);
  #table: TableName | null = null;
  /** Where the message of a row of the table begins to differ from that of others. */
  #rowStart = 0;

  constructor(itemKey: SecretBytes, scope: VaultScope) {
    this.#scope = scope;
    this.#mac = new FieldMac(itemKey.expose(), LABEL);
    this.#labelEnd = this.#mac.end;
  }

  /** F(row) as 32 characters, one for each byte; null where a column is not of the form the format gives it. */
  itemOf(table: TableName, row: FramedRow): string | null {
    this.#begin(table);
    const { key, clear, blobs, bytes = [] } = TABLES[table];
    for (const columns of [key, clear]) {
      for (const column of columns) {
        const isBytes = bytes.includes(column);
        if (!this.#addColumn(row[column], isBytes)) return null;
      }
    }
    if (!this.#addFrames(row.frames, blobs.length)) return null;
    return this.#mac.digest();
  }

  wipe(): void {
    this.#mac.wipe();
  }

  #begin(table: TableName): void {
    if (table === this.#table) {
      this.#mac.cutTo(this.#rowStart);
      return;
    }
    this.#mac.cutTo(this.#labelEnd);
    this.#mac.addText(table);
    this.#mac.addText(this.#scope.vaultId);
    this.#mac.addUint32(this.#scope.epoch);
    this.#table = table;
    this.#rowStart = this.#mac.end;
  }

  #addColumn(value: unknown, isBytes: boolean): boolean {
    if (typeof value === 'string') {
      if (isBytes) this.#mac.addHex(value);
      else this.#mac.addText(value);
      return true;
    }
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
    this.#mac.addInt64(value);
    return !isBytes;
  }

  #addFrames(hex: string, count: number): boolean {
    const size = count * BLOB_FRAME_BYTES;
    if (hex.length !== 2 * size || this.#frames.write(hex, 'hex') !== size) return false;
    for (let at = 0; at < size; at += BLOB_FRAME_BYTES) {
      if (!isFrameAt(this.#frames, at, this.#scope.epoch)) return false;
      this.#mac.addBytes(this.#frames, at + BLOB_FINGERPRINT_AT, at + BLOB_FRAME_BYTES);
    }
    return true;
  }
}

/** F(row) of a single row, below 2^256; null as above. */
export function manifestItem(
  itemKey: SecretBytes,
  scope: VaultScope,
  { table, row }: { readonly table: TableName; readonly row: StoredRow },
): bigint | null {
  const items = new ManifestItems(itemKey, scope);
  try {
    const item = items.itemOf(table, frameRow(table, row));
    return item === null ? null : BigInt(`0x${Buffer.from(item, 'latin1').toString('hex')}`);
  } finally {
    items.wipe();
  }
}

/** The row as RowAccess.scanFramed would give it. */
export function frameRow(table: TableName, row: StoredRow): FramedRow {
  const framed: Record<string, unknown> = { ...row };
  for (const column of TABLES[table].bytes ?? []) {
    const value = row[column];
    framed[column] = Buffer.isBuffer(value) ? hexOf(value) : null;
  }
  const frames = TABLES[table].blobs.map((column) => {
    const blob = row[column];
    return Buffer.isBuffer(blob) ? blobFrame(blob) : null;
  });
  const isWhole = frames.every((frame) => frame !== null);
  return { ...framed, frames: isWhole ? hexOf(Buffer.concat(frames)) : '' };
}

function hexOf(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

export function addItem(sum: bigint, item: bigint): bigint {
  return (sum + item) % MODULUS;
}

export function subtractItem(sum: bigint, item: bigint): bigint {
  return (sum - item + MODULUS) % MODULUS;
}
