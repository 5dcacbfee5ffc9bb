/** Hides the exact length of what is sealed: lp(data), then zeros up to a multiple of 64 bytes (docs/vault-format.md, "Padding"). */
const BUCKET_BYTES = 64;
const LENGTH_BYTES = 4;

export function padToBucket(data: Uint8Array): Buffer {
  const size = Math.ceil((LENGTH_BYTES + data.length) / BUCKET_BYTES) * BUCKET_BYTES;
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(data.length);
  padded.set(data, LENGTH_BYTES);
  return padded;
}

/** The data; null where the padding is not the one padToBucket makes. */
export function unpadBucket(padded: Buffer): Buffer | null {
  if (padded.length === 0 || padded.length % BUCKET_BYTES !== 0) return null;
  const end = LENGTH_BYTES + padded.readUInt32BE(0);
  if (end > padded.length || padded.length - end >= BUCKET_BYTES) return null;
  if (padded.subarray(end).some((byte) => byte !== 0)) return null;
  return padded.subarray(LENGTH_BYTES, end);
}
