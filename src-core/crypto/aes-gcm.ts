/**
 * AES-256-GCM with a 96-bit nonce and a 128-bit tag, the only shape the vault uses (NIST SP 800-38D). The tag length is fixed on both
 * sides, since Node would otherwise accept a tag of four bytes; nothing is handed out before the tag was checked. The key is given as a
 * key object, which halves the cost of a call.
 */
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
export const GCM_KEY_BYTES = 32;
export const GCM_NONCE_BYTES = 12;
export const GCM_TAG_BYTES = 16;

export interface GcmKey {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes, never used twice with the key. */
  readonly nonce: Uint8Array;
}

/** ciphertext ‖ tag[16]. */
export function gcmSeal({ key, nonce }: GcmKey, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv(ALGORITHM, createSecretKey(key), nonce, {
    authTagLength: GCM_TAG_BYTES,
  });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext of ciphertext ‖ tag[16]; null where key, nonce, associated data or a byte differs. */
export function gcmOpen({ key, nonce }: GcmKey, aad: Uint8Array, sealed: Buffer): Buffer | null {
  if (sealed.length < GCM_TAG_BYTES || nonce.length !== GCM_NONCE_BYTES) return null;
  const end = sealed.length - GCM_TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, createSecretKey(key), nonce, {
    authTagLength: GCM_TAG_BYTES,
  });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(end));
  const plaintext = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    return null;
  }
  return plaintext;
}
