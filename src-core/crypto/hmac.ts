/**
 * HMAC-SHA-256 (RFC 2104) over Node's one-shot hash. Node's own createHmac makes a key object of the key at every call, which costs
 * four times the hashing (a vault of 10,000 entries is walked at every unlock) and leaves a copy of the key that cannot be wiped.
 */
import { hash } from 'node:crypto';

export const BLOCK_BYTES = 64;
export const HASH_BYTES = 32;
export const INNER_PAD = 0x36;
export const OUTER_PAD = 0x5c;

/** Writes the key, at most 64 bytes and filled up with zeros, XOR the pad. */
export function writePaddedKey(target: Buffer, at: number, { key, pad }: PaddedKey): void {
  for (let place = 0; place < BLOCK_BYTES; place += 1) target[at + place] = (key[place] ?? 0) ^ pad;
}

interface PaddedKey {
  readonly key: Uint8Array;
  readonly pad: number;
}

/** 32 bytes; the parts are hashed one after the other. */
export function hmacSha256(key: Uint8Array, parts: readonly Uint8Array[]): Buffer {
  const short = key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key;
  const sizeBytes = parts.reduce((size, part) => size + part.length, 0);
  const inner = Buffer.allocUnsafe(BLOCK_BYTES + sizeBytes);
  const outer = Buffer.allocUnsafe(BLOCK_BYTES + HASH_BYTES);
  writePaddedKey(inner, 0, { key: short, pad: INNER_PAD });
  writePaddedKey(outer, 0, { key: short, pad: OUTER_PAD });
  let end = BLOCK_BYTES;
  for (const part of parts) {
    inner.set(part, end);
    end += part.length;
  }
  outer.set(hash('sha256', inner, 'buffer'), BLOCK_BYTES);
  const mac = hash('sha256', outer, 'buffer');
  inner.fill(0, 0, BLOCK_BYTES);
  outer.fill(0, 0, BLOCK_BYTES);
  return mac;
}
