import { describe, expect, it } from 'vitest';
import { normalizePassword } from '../../../src-core/crypto/password.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';

function normalized(text: string | Buffer): string {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  try {
    return normalizePassword(new SecretBytes(bytes)).expose().toString('utf8');
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const REJECTED = 'usage/password-rejected';

describe('the rule for passwords', () => {
  it('keeps every character, spaces at the ends and case included', () => {
    expect(normalized('  Correct Horse  ')).toBe('  Correct Horse  ');
    expect(normalized('\ufeffcorrect horse b')).toBe('\ufeffcorrect horse b');
  });

  it('brings all ways to type one text to the same bytes', () => {
    const composed = 'Ångström ﬁve ½ ｗｉｄｅ';
    expect(normalized(composed)).toBe('Ångström five 1⁄2 wide');
    expect(normalized(composed.normalize('NFD'))).toBe(normalized(composed));
  });

  it('counts code points after normalising: 15 are enough, 14 are not', () => {
    expect(normalized('🔑'.repeat(15))).toBe('🔑'.repeat(15));
    expect(normalized('🔑'.repeat(14))).toBe(REJECTED);
    expect(normalized('e\u0301'.repeat(14))).toBe(REJECTED);
  });

  it('takes 1,024 units and bytes and not one more, and never cuts', () => {
    expect(normalized('x'.repeat(1_024))).toBe('x'.repeat(1_024));
    expect(normalized('x'.repeat(1_025))).toBe(REJECTED);
    expect(normalized('é'.repeat(512))).toBe('é'.repeat(512));
    expect(normalized(`${'é'.repeat(512)}x`)).toBe(REJECTED);
    // Grows eighteenfold under NFKC.
    expect(normalized('\ufdfa'.repeat(100))).toBe(REJECTED);
  });

  it.each([
    ['a control character', 'correct horse\tbattery'],
    ['an unassigned code point', 'correct horse battery \u0378'],
    ['a noncharacter', 'correct horse battery \ufdd0'],
    ['bytes that are no UTF-8', Buffer.from([...Buffer.from('correct horse battery'), 0xff])],
    ['a surrogate in bytes', Buffer.from([...Buffer.from('correct horse b'), 0xed, 0xa0, 0x80])],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(normalized(text)).toBe(REJECTED);
  });

  it.each([
    ['x'.repeat(1_025), 'Passwords have at most 1024 characters'],
    ['é'.repeat(1_024), 'Passwords have at most 1024 bytes'],
    ['short', 'Passwords have at least 15 characters'],
    [
      'correct horse\tbattery',
      'The password has a control character or one that no Unicode version defines',
    ],
    [Buffer.alloc(20, 0xff), 'The password is not UTF-8 text'],
  ])('says which part of it is broken, and never the password', (typed, message) => {
    const bytes = typeof typed === 'string' ? Buffer.from(typed, 'utf8') : typed;
    expect(() => normalizePassword(new SecretBytes(bytes))).toThrow(
      expect.objectContaining({ message }),
    );
  });
});
