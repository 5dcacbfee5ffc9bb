/**
 * The one way anything is encrypted in a vault file: a blob with its own key, derived from a sub-key and a fresh salt, with a key
 * commitment, so that one blob never opens under two keys. Layout and derivation: docs/vault-format.md, "Blob".
 *   0x01 ‖ epoch u32be ‖ salt[24] ‖ commitment[32] ‖ ciphertext ‖ tag[16]
 */
import { timingSafeEqual } from 'node:crypto';
import type { RandomSource } from '../runtime/random.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import { GCM_KEY_BYTES, GCM_NONCE_BYTES, GCM_TAG_BYTES, gcmOpen, gcmSeal } from './aes-gcm.ts';
import { encodeUint32, lengthPrefixed } from './binary-fields.ts';
import { hkdfExpand, hkdfExtract } from './hkdf.ts';

const BLOB_TYPE = 0x01;
const LABEL = Buffer.from('kw/v1/blob');
const SALT_BYTES = 24;
const COMMITMENT_BYTES = 32;
const SALT_AT = 5;
const COMMITMENT_AT = SALT_AT + SALT_BYTES;
const CIPHERTEXT_AT = COMMITMENT_AT + COMMITMENT_BYTES;

/**
 * The frame of a blob: all of it but the ciphertext. Salt, commitment and tag stand for the whole blob in the manifest, as nobody
 * without the key can make another ciphertext to them.
 */
export const BLOB_FRAME_BYTES = CIPHERTEXT_AT + GCM_TAG_BYTES;
/** Bytes of the frame before the ciphertext; the tag comes after it. */
export const BLOB_FRAME_HEAD_BYTES = CIPHERTEXT_AT;
/** Where salt ‖ commitment ‖ tag begin in a frame, 72 bytes up to its end. */
export const BLOB_FINGERPRINT_AT = SALT_AT;

/** What a blob is bound to: the sub-key it is under, the vault key's epoch and the associated data. */
export interface BlobBinding {
  readonly key: SecretBytes;
  readonly epoch: number;
  readonly aad: Uint8Array;
}

interface BlobKeys {
  readonly key: Buffer;
  readonly nonce: Buffer;
  readonly commitment: Buffer;
}

export function sealBlob(
  binding: BlobBinding,
  plaintext: Uint8Array,
  random: RandomSource,
): Buffer {
  const salt = random.bytes(SALT_BYTES);
  const keys = deriveBlobKeys(binding, salt);
  const sealed = gcmSeal(keys, binding.aad, plaintext);
  keys.key.fill(0);
  const head = [Buffer.of(BLOB_TYPE), encodeUint32(binding.epoch), salt, keys.commitment];
  return Buffer.concat([...head, sealed]);
}

/** Whether the blob begins as one of this epoch does; its fingerprint does not cover that. */
export function hasBlobHead(blob: Buffer, epoch: number): boolean {
  return isFrameAt(blob, 0, epoch);
}

/** Whether at this place of the bytes a frame of this epoch begins. */
export function isFrameAt(bytes: Buffer, at: number, epoch: number): boolean {
  const isWhole = bytes.length - at >= BLOB_FRAME_BYTES;
  return isWhole && bytes[at] === BLOB_TYPE && bytes.readUInt32BE(at + 1) === epoch;
}

/** The plaintext; null where the blob is not exactly what was sealed under this binding. */
export function openBlob(binding: BlobBinding, blob: Buffer): Buffer | null {
  if (!hasBlobHead(blob, binding.epoch)) return null;
  const keys = deriveBlobKeys(binding, blob.subarray(SALT_AT, COMMITMENT_AT));
  const isCommitted = timingSafeEqual(keys.commitment, blob.subarray(COMMITMENT_AT, CIPHERTEXT_AT));
  const plaintext = isCommitted ? gcmOpen(keys, binding.aad, blob.subarray(CIPHERTEXT_AT)) : null;
  keys.key.fill(0);
  return plaintext;
}

/** The frame, 77 bytes; null where it is too short to be a blob. */
export function blobFrame(blob: Buffer): Buffer | null {
  const fingerprint = blobFingerprint(blob);
  return fingerprint === null ? null : Buffer.concat([blob.subarray(0, SALT_AT), fingerprint]);
}

/** Salt, commitment and tag: 72 bytes that stand for the whole blob in the manifest. Null where it is too short to be a blob. */
export function blobFingerprint(blob: Buffer): Buffer | null {
  if (blob.length < BLOB_FRAME_BYTES) return null;
  const head = blob.subarray(SALT_AT, CIPHERTEXT_AT);
  return Buffer.concat([head, blob.subarray(blob.length - GCM_TAG_BYTES)]);
}

function deriveBlobKeys({ key, aad }: BlobBinding, salt: Uint8Array): BlobKeys {
  const prk = hkdfExtract(salt, key.expose());
  const info = Buffer.concat([LABEL, lengthPrefixed([aad])]);
  const size = GCM_KEY_BYTES + GCM_NONCE_BYTES + COMMITMENT_BYTES;
  const output = hkdfExpand(prk, info, size);
  prk.fill(0);
  const nonceEnd = GCM_KEY_BYTES + GCM_NONCE_BYTES;
  return {
    key: output.subarray(0, GCM_KEY_BYTES),
    nonce: output.subarray(GCM_KEY_BYTES, nonceEnd),
    commitment: output.subarray(nonceEnd),
  };
}
