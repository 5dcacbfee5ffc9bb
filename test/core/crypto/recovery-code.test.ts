import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeRecoveryCode, parseRecoveryCode } from '../../../src-core/crypto/recovery-code.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BYTES = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) & 0xff));

/** The code by one division after the other, which shares no code with the program. */
function codeOf(bytes: Buffer): string {
  const check = createHash('sha256').update('kw/v1/recovery-check').update(bytes).digest();
  let rest = BigInt(`0x${Buffer.concat([bytes, check.subarray(0, 3)]).toString('hex')}`);
  const characters = Array.from({ length: 56 }, () => {
    const character = CROCKFORD.charAt(Number(rest % 32n));
    rest /= 32n;
    return character;
  });
  return characters.toReversed().join('');
}

const read = (text: string) => parseRecoveryCode(new SecretText(text));
const refused = (rule: string) =>
  expect.objectContaining({
    code: 'vault/wrong-recovery-code',
    message: `Not a recovery code: ${rule}`,
  });

describe('a recovery code', () => {
  it('is what docs/vault-format.md says, in groups of four', () => {
    for (const bytes of [BYTES, Buffer.alloc(32), Buffer.alloc(32, 0xff)]) {
      const text = encodeRecoveryCode(new SecretBytes(Buffer.from(bytes))).expose();
      const groups = text.split('-');
      expect(groups.map((group) => group.length)).toEqual(Array.from({ length: 14 }, () => 4));
      expect(groups.join('')).toBe(codeOf(bytes));
      expect(read(text).expose()).toEqual(bytes);
    }
  });

  it('is read with tabs and line ends, small letters and every look-alike', () => {
    const code = codeOf(BYTES);
    const typed = code.replaceAll('0', 'o').replaceAll('1', 'i').toLowerCase();
    expect(read(`\t${typed}\n`).expose()).toEqual(BYTES);
    expect(read(code.replaceAll('1', 'L').replaceAll('0', 'O')).expose()).toEqual(BYTES);
  });

  it('says what a text lacks that is none', () => {
    const code = codeOf(BYTES);
    for (const text of ['', code.slice(1), `${code}0`]) {
      expect(() => read(text)).toThrow(refused('it has 56 characters'));
    }
    expect(() => read(`${code.slice(0, 55)}U`)).toThrow(
      refused('it has only digits and letters without U'),
    );
    const other = code.startsWith('2') ? '3' : '2';
    expect(() => read(`${other}${code.slice(1)}`)).toThrow(
      refused('its checksum does not fit, so a character is wrong'),
    );
  });
});
