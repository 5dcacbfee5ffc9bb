/** Base62 in the order 0-9 A-Z a-z, big-endian, fixed width (docs/key-format.md). */
export const BASE62_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const BASE = 62;
const LIMB_BYTES = 3;
const LIMB = 2 ** (8 * LIMB_BYTES);

/**
 * Encodes bytes, read as one big-endian integer, into exactly `width` base62 characters, padded with 0.
 * The width must be able to hold the integer.
 */
export function encodeBase62(bytes: Uint8Array, width: number): string {
  const limbs = toLimbs(bytes);
  let out = '';
  for (let place = 0; place < width; place += 1) {
    let remainder = 0;
    for (let index = 0; index < limbs.length; index += 1) {
      const value = remainder * LIMB + (limbs[index] ?? 0);
      const quotient = (value / BASE) | 0;
      limbs[index] = quotient;
      remainder = value - quotient * BASE;
    }
    out = BASE62_ALPHABET.charAt(remainder) + out;
  }
  return out;
}

/** The integer in digits of three bytes, the greatest first. Three, so that 62 of them stay a small integer in the long division. */
function toLimbs(bytes: Uint8Array): number[] {
  const limbs: number[] = [];
  for (let end = bytes.length; end > 0; end -= LIMB_BYTES) {
    const [high, middle, low] = [bytes[end - 3] ?? 0, bytes[end - 2] ?? 0, bytes[end - 1] ?? 0];
    limbs.unshift((high << 16) | (middle << 8) | low);
  }
  return limbs;
}

/** Encodes an unsigned 32-bit integer into exactly 6 base62 characters. */
export function encodeUint32Base62(value: number): string {
  let rest = value >>> 0;
  let out = '';
  for (let place = 0; place < 6; place += 1) {
    out = BASE62_ALPHABET.charAt(rest % BASE) + out;
    rest = Math.floor(rest / BASE);
  }
  return out;
}
