/**
 * HMAC-SHA-256 (RFC 2104) for codes that are kept in the open, such as the hash of a token: Node hands a digest out as text in a third
 * of the time that a Buffer of its own takes. Text cannot be wiped, so it is not for deriving keys (./hmac.ts is).
 */
import { hash } from 'node:crypto';

/** Bytes in front of the message that the caller leaves free. */
export const MAC_ROOM_BYTES = 64;
const HASH_BYTES = 32;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/**
 * 32 bytes: the code of what follows the first 64 bytes of `framed`, which are overwritten and hold nothing of the key afterwards.
 * The key has at most 64 bytes.
 */
export function publicMac(key: Uint8Array, framed: Buffer): Buffer {
  if (key.length > MAC_ROOM_BYTES) throw new Error('the key is longer than a block');
  const outer = Buffer.allocUnsafe(MAC_ROOM_BYTES + HASH_BYTES);
  for (let at = 0; at < MAC_ROOM_BYTES; at += 1) {
    const byte = at < key.length ? (key[at] as number) : 0;
    framed[at] = byte ^ INNER_PAD;
    outer[at] = byte ^ OUTER_PAD;
  }
  outer.write(hash('sha256', framed, 'binary'), MAC_ROOM_BYTES, 'latin1');
  const mac = Buffer.from(hash('sha256', outer, 'binary'), 'latin1');
  framed.fill(0, 0, MAC_ROOM_BYTES);
  outer.fill(0);
  return mac;
}
