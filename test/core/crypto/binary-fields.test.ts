import { describe, expect, it } from 'vitest';
import {
  encodeInt64,
  encodeUint32,
  lengthPrefixed,
} from '../../../src-core/crypto/binary-fields.ts';

const hex = (bytes: Buffer): string => bytes.toString('hex');

describe('the byte layouts of docs/vault-format.md', () => {
  it('are big-endian and of fixed width', () => {
    expect(hex(encodeUint32(0x01020304))).toBe('01020304');
    expect(hex(encodeUint32(0xffffffff))).toBe('ffffffff');
    expect(hex(encodeInt64(258))).toBe('0000000000000102');
    expect(hex(encodeInt64(-1))).toBe('ffffffffffffffff');
  });

  it('refuse what does not fit', () => {
    expect(() => encodeUint32(2 ** 32)).toThrow(RangeError);
    expect(() => encodeInt64(0.5)).toThrow(RangeError);
  });

  it('put the length in bytes before each part, texts in UTF-8', () => {
    const parts = ['é', Buffer.of(7, 8, 9), '', 'ab'];
    const expected = ['00000002c3a9', '00000003070809', '00000000', '000000026162'];
    expect(hex(lengthPrefixed(parts))).toBe(expected.join(''));
    expect(lengthPrefixed([])).toHaveLength(0);
  });
});
