import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecoveryCode, parseRecoveryCode } from '../../../src-core/crypto/recovery-code.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { scaled } from '../../scale.ts';

const codes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

function read(text: string): string | null {
  try {
    return parseRecoveryCode(new SecretText(text)).expose().toString('hex');
  } catch (error) {
    if ((error as { code?: string }).code === 'vault/wrong-recovery-code') return null;
    throw error;
  }
}

function encode(bytes: Buffer): string {
  return encodeRecoveryCode(new SecretBytes(Buffer.from(bytes))).expose();
}

describe('a recovery code', () => {
  it('is read back in any case, grouping and look-alike spelling', () => {
    fc.assert(
      fc.property(codes, (bytes) => {
        const text = encode(bytes);
        expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
        const sloppy = text
          .toLowerCase()
          .replaceAll('-', '  ')
          .replaceAll('0', 'O')
          .replaceAll('1', 'l');
        expect(read(text)).toBe(bytes.toString('hex'));
        expect(read(sloppy)).toBe(bytes.toString('hex'));
      }),
    );
  });

  it('with one character changed, or two neighbours exchanged, is refused', () => {
    let accepted = 0;
    fc.assert(
      fc.property(codes, fc.nat(55), fc.nat(31), (bytes, at, by) => {
        const plain = encode(bytes).replaceAll('-', '');
        const other = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(by);
        const changed = `${plain.slice(0, at)}${other}${plain.slice(at + 1)}`;
        const exchanged = `${plain.slice(0, at)}${plain.charAt(at + 1)}${plain.charAt(at)}${plain.slice(at + 2)}`;
        for (const text of [changed, exchanged]) {
          if (text !== plain && text.length === 56 && read(text) !== null) accepted += 1;
        }
      }),
      { numRuns: scaled(2_000) },
    );
    // A 24-bit checksum lets one in 16 million through.
    expect(accepted).toBe(0);
  });

  it('of any other text is refused with its own code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (text) => {
        expect(read(text)).toBeNull();
      }),
    );
  });
});
