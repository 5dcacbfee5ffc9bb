import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MAC_ROOM_BYTES, publicMac } from '../../../src-core/crypto/public-mac.ts';

function framed(message: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(MAC_ROOM_BYTES, 0xa5), message]);
}

describe('the code of a message that is kept in the open', () => {
  it('is HMAC-SHA-256 for every length of key up to a block and messages about the ends of blocks', () => {
    for (let keyLength = 0; keyLength <= 64; keyLength += 1) {
      for (const length of [0, 1, 31, 55, 56, 63, 64, 65, 180]) {
        const [key, message] = [randomBytes(keyLength), randomBytes(length)];
        const expected = createHmac('sha256', key).update(message).digest();
        expect(publicMac(key, framed(message))).toEqual(expected);
      }
    }
  });

  it('refuses a key longer than a block, which would have to be hashed first', () => {
    expect(() => publicMac(Buffer.alloc(65), framed(Buffer.alloc(1)))).toThrow('longer');
  });

  it('leaves nothing of the key in the room in front of the message', () => {
    const frame = framed(Buffer.from('message'));
    publicMac(randomBytes(32), frame);
    expect(frame).toEqual(Buffer.concat([Buffer.alloc(MAC_ROOM_BYTES), Buffer.from('message')]));
  });
});
