/**
 * Byte layouts of the vault format (docs/vault-format.md, "Conventions"): big-endian integers of fixed width, and `lp(x)`, which is x
 * with its length before it as a u32. Every hash, key derivation and associated data is built of these, so no two inputs share bytes.
 */

const LENGTH_BYTES = 4;

export function encodeUint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** 8 bytes, two's complement; the value must be an integer. */
export function encodeInt64(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/** The parts one after the other, each as lp(part). Texts are UTF-8. */
export function lengthPrefixed(parts: readonly (Uint8Array | string)[]): Buffer {
  const encoded = parts.map((part) =>
    typeof part === 'string' ? Buffer.from(part, 'utf8') : part,
  );
  const sizeBytes = encoded.reduce((size, part) => size + LENGTH_BYTES + part.length, 0);
  const bytes = Buffer.allocUnsafe(sizeBytes);
  let end = 0;
  for (const part of encoded) {
    end = bytes.writeUInt32BE(part.length, end);
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}
