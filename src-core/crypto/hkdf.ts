/** HKDF with SHA-256 in its two steps (RFC 5869); Node's own offers only both at once. */
import { hash } from 'node:crypto';
import {
  BLOCK_BYTES,
  HASH_BYTES,
  hmacSha256,
  INNER_PAD,
  OUTER_PAD,
  writePaddedKey,
} from './hmac.ts';

const MAX_BLOCKS = 255;

/** PRK, 32 bytes (RFC 5869, 2.2). */
export function hkdfExtract(salt: Uint8Array, input: Uint8Array): Buffer {
  return hmacSha256(salt, [input]);
}

/**
 * `size` bytes, at most 8,160, of output key material from a PRK of 32 bytes (RFC 5869, 2.3). The inner hash of each HMAC is taken as a text, which
 * is four times cheaper than a buffer: it says nothing without the PRK.
 */
export function hkdfExpand(prk: Uint8Array, info: Uint8Array, size: number): Buffer {
  const blocks = Math.ceil(size / HASH_BYTES);
  if (blocks > MAX_BLOCKS) throw new RangeError('HKDF gives at most 8,160 bytes');
  const output = Buffer.alloc(blocks * HASH_BYTES);
  // Padded key ‖ the block before ‖ info ‖ counter. The first block has none before it, so there the key is written right before info.
  const inner = Buffer.allocUnsafe(BLOCK_BYTES + HASH_BYTES + info.length + 1);
  const outer = Buffer.allocUnsafe(BLOCK_BYTES + HASH_BYTES);
  inner.set(info, BLOCK_BYTES + HASH_BYTES);
  writePaddedKey(inner, HASH_BYTES, { key: prk, pad: INNER_PAD });
  writePaddedKey(outer, 0, { key: prk, pad: OUTER_PAD });
  for (let block = 1; block <= blocks; block += 1) {
    inner[inner.length - 1] = block;
    const message = block === 1 ? inner.subarray(HASH_BYTES) : inner;
    outer.write(hash('sha256', message, 'binary'), BLOCK_BYTES, 'latin1');
    const okm = hash('sha256', outer, 'buffer');
    okm.copy(output, (block - 1) * HASH_BYTES);
    if (block === 1) writePaddedKey(inner, 0, { key: prk, pad: INNER_PAD });
    okm.copy(inner, BLOCK_BYTES);
    okm.fill(0);
  }
  inner.fill(0);
  outer.fill(0);
  return output.subarray(0, size);
}
