import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase62 } from '../../../src-shared/ids/base62.ts';
import { encodeId, isId, isVersionId } from '../../../src-shared/ids/ids.ts';

describe('ids', () => {
  it('are the kind and 22 base62 characters, for every 16 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const id = encodeId('key', bytes);
        expect(id).toMatch(/^key_[0-9A-Za-z]{22}$/);
        expect(isId('key', id)).toBe(true);
        expect(isId('api', id)).toBe(false);
      }),
    );
  });

  it('encode the bytes as one big-endian number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
        let number = 0n;
        for (const character of encodeBase62(bytes, 22)) {
          number = number * 62n + BigInt(alphabet.indexOf(character));
        }
        expect(number).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
      }),
    );
  });

  it('are never another length', () => {
    expect(() => encodeId('key', new Uint8Array(15))).toThrow(RangeError);
    expect(isId('key', 'key_short')).toBe(false);
    expect(isVersionId('0123456789Ab')).toBe(true);
    expect(isVersionId('0123456789Ab ')).toBe(false);
  });
});
