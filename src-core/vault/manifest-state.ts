/**
 * The manifest's state, sealed anew with every write (docs/vault-format.md, "Manifest state"). The sum of the items is never stored,
 * logged or exported in clear: who can read it can roll rows back unseen by solving for a subset with the same sum.
 */
import { openBlob, sealBlob } from '../crypto/sealed-blob.ts';
import type { RandomSource } from '../runtime/random.ts';
import { manifestAad, type VaultScope } from './associated-data.ts';
import type { VaultKeys } from './vault-keys.ts';
import { TABLE_NAMES, type TableName } from './vault-rows.ts';

const SUM_BYTES = 32;
const HASH_BYTES = 32;
const COUNTS_AT = 12;
const SUM_AT = COUNTS_AT + 8 * TABLE_NAMES.length;
const SCHEMA_AT = SUM_AT + SUM_BYTES;
const WALL_AT = SCHEMA_AT + HASH_BYTES;
const STATE_BYTES = WALL_AT + 8;

export type RowCounts = Readonly<Record<TableName, number>>;

export interface ManifestState {
  /** One more with every committed write. */
  readonly generation: number;
  readonly epoch: number;
  readonly counts: RowCounts;
  /** Sum of the items of all rows, modulo 2^256. */
  readonly sum: bigint;
  /** SHA-256 of the schema text, 32 bytes. */
  readonly schemaHash: Buffer;
  /** What the clock said at the last write; may be less than before. */
  readonly lastWallMs: number;
}

export const NO_ROWS: RowCounts = Object.fromEntries(
  TABLE_NAMES.map((table) => [table, 0]),
) as unknown as RowCounts;

/** The blob for the `sealed` column. */
export function sealManifest(
  keys: VaultKeys,
  scope: VaultScope,
  { state, random }: { readonly state: ManifestState; readonly random: RandomSource },
): Buffer {
  const binding = {
    key: keys.manifestSeal,
    epoch: scope.epoch,
    aad: manifestAad(scope, state.generation),
  };
  return sealBlob(binding, encodeState(state), random);
}

/** The state; null where the blob is not one sealed for this vault, epoch and generation. */
export function openManifest(
  keys: VaultKeys,
  scope: VaultScope,
  row: { readonly generation: number; readonly sealed: Buffer },
): ManifestState | null {
  if (!Number.isSafeInteger(row.generation)) return null;
  const binding = {
    key: keys.manifestSeal,
    epoch: scope.epoch,
    aad: manifestAad(scope, row.generation),
  };
  const plain = openBlob(binding, row.sealed);
  if (plain === null || plain.length !== STATE_BYTES) return null;
  const state = decodeState(plain);
  const fits = state.generation === row.generation && state.epoch === scope.epoch;
  return fits ? state : null;
}

function encodeState(state: ManifestState): Buffer {
  const bytes = Buffer.alloc(STATE_BYTES);
  bytes.writeBigUInt64BE(BigInt(state.generation), 0);
  bytes.writeUInt32BE(state.epoch, 8);
  TABLE_NAMES.forEach((table, index) => {
    bytes.writeBigUInt64BE(BigInt(state.counts[table]), COUNTS_AT + 8 * index);
  });
  Buffer.from(state.sum.toString(16).padStart(64, '0'), 'hex').copy(bytes, SUM_AT);
  state.schemaHash.copy(bytes, SCHEMA_AT);
  bytes.writeBigInt64BE(BigInt(state.lastWallMs), WALL_AT);
  return bytes;
}

function decodeState(bytes: Buffer): ManifestState {
  const counts = TABLE_NAMES.map((table, index): [TableName, number] => [
    table,
    Number(bytes.readBigUInt64BE(COUNTS_AT + 8 * index)),
  ]);
  return {
    generation: Number(bytes.readBigUInt64BE(0)),
    epoch: bytes.readUInt32BE(8),
    counts: Object.fromEntries(counts) as unknown as RowCounts,
    sum: BigInt(`0x${bytes.toString('hex', SUM_AT, SCHEMA_AT)}`),
    schemaHash: Buffer.from(bytes.subarray(SCHEMA_AT, WALL_AT)),
    lastWallMs: Number(bytes.readBigInt64BE(WALL_AT)),
  };
}
