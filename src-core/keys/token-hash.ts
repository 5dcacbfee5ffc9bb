/**
 * What the store keeps of a token: an HMAC under a pepper that lies outside the database, bound to store, key and version, so that
 * a hash moved to another key verifies nothing (docs/key-format.md, "What is stored").
 */
import { timingSafeEqual } from 'node:crypto';
import type { KeyId, StoreId, VersionId } from '../../src-shared/ids/ids.ts';
import { hmacSha256 } from '../crypto/hmac.ts';
import { MAC_ROOM_BYTES, publicMac } from '../crypto/public-mac.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';

const LABEL = Buffer.from('kw.key.v1\0');
const CHECK_LABEL = Buffer.from('kw/pepper-check');
const LENGTH_BYTES = 4;

interface TokenBinding {
  readonly storeId: StoreId;
  readonly keyId: KeyId;
  readonly versionId: VersionId;
}

/** 32 bytes: HMAC-SHA-256(pepper, "kw.key.v1" ‖ 0 ‖ lp(store) ‖ lp(key) ‖ lp(version) ‖ lp(token)). All texts are ASCII. */
export function hashToken(pepper: SecretBytes, binding: TokenBinding, token: string): Buffer {
  const { storeId, keyId, versionId } = binding;
  const textsLength = storeId.length + keyId.length + versionId.length + token.length;
  const sizeBytes = MAC_ROOM_BYTES + LABEL.length + 4 * LENGTH_BYTES + textsLength;
  // One buffer, hashed at once: this runs at every verification (docs/benchmarks.md, "What was found").
  const framed = Buffer.allocUnsafe(sizeBytes);
  framed.set(LABEL, MAC_ROOM_BYTES);
  let end = MAC_ROOM_BYTES + LABEL.length;
  end = writeText(framed, storeId, end);
  end = writeText(framed, keyId, end);
  end = writeText(framed, versionId, end);
  writeText(framed, token, end);
  const mac = publicMac(pepper.expose(), framed);
  framed.fill(0);
  return mac;
}

function writeText(framed: Buffer, text: string, at: number): number {
  const start = framed.writeUInt32BE(text.length, at);
  return start + framed.write(text, start, 'latin1');
}

/** Whether the two digests are equal, in a time that does not tell where they differ. Both must be of the same length. */
export function isSameDigest(digest: Buffer, stored: Buffer): boolean {
  return timingSafeEqual(digest, stored);
}

/** 32 bytes that prove a pepper is the right one without giving it away. */
export function pepperCheck(pepper: SecretBytes): Buffer {
  return hmacSha256(pepper.expose(), [CHECK_LABEL]);
}
