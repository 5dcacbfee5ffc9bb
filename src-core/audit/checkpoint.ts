/**
 * A checkpoint: the head of the chain at one moment, signed with the store's Ed25519 key and kept outside the database, so that a
 * rewritten or shortened log is found (docs/audit-log.md, "Checkpoints"). Writing and reading of one line side by side.
 */
import { type KeyObject, sign, verify } from 'node:crypto';
import { isId, type StoreId } from '../../src-shared/ids/ids.ts';

export interface Checkpoint {
  readonly storeId: StoreId;
  readonly seq: number;
  /** Hash of the event `seq`, 32 bytes. */
  readonly hash: Buffer;
  /** Time of that event, epoch microseconds. */
  readonly atUs: number;
}

export interface SignedCheckpoint extends Checkpoint {
  /** Ed25519, 64 bytes. */
  readonly signature: Buffer;
}

const LABEL = 'kw.checkpoint.v1';

export function signCheckpoint(checkpoint: Checkpoint, signingKey: KeyObject): SignedCheckpoint {
  return { ...checkpoint, signature: sign(null, signedBytes(checkpoint), signingKey) };
}

export function isCheckpointSigned(checkpoint: SignedCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, signedBytes(checkpoint), publicKey, checkpoint.signature);
}

function signedBytes(checkpoint: Checkpoint): Buffer {
  const numbers = Buffer.allocUnsafe(16);
  numbers.writeBigUInt64BE(BigInt(checkpoint.seq), 0);
  numbers.writeBigUInt64BE(BigInt(checkpoint.atUs), 8);
  const label = Buffer.from(`${LABEL}\0${checkpoint.storeId}`, 'latin1');
  return Buffer.concat([label, numbers, checkpoint.hash]);
}

/** One line of the checkpoints file, with its newline. */
export function encodeCheckpointLine(checkpoint: SignedCheckpoint): string {
  const { storeId, seq, atUs } = checkpoint;
  const hash = checkpoint.hash.toString('hex');
  const signature = checkpoint.signature.toString('base64');
  return `${JSON.stringify({ v: 1, storeId, seq, atUs, hash, signature })}\n`;
}

/** Null: not a whole checkpoint line, as a crash in the middle of writing leaves one. Its signature is not looked at. */
export function parseCheckpointLine(line: string): SignedCheckpoint | null {
  const fields = parseObject(line);
  if (fields === null) return null;
  const { v, storeId, seq, atUs, hash, signature } = fields;
  if (v !== 1 || typeof storeId !== 'string' || !isId('sto', storeId)) return null;
  if (!isCount(seq) || !isCount(atUs)) return null;
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return null;
  if (typeof signature !== 'string' || !/^[0-9A-Za-z+/]{86}==$/.test(signature)) return null;
  return {
    storeId,
    seq,
    atUs,
    hash: Buffer.from(hash, 'hex'),
    signature: Buffer.from(signature, 'base64'),
  };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
