/** Passwords and recovery codes to read, good and bad (docs/vault-format.md, "Password" and "Recovery slot"). */
import { encodeRecoveryCode } from '../../src-core/crypto/recovery-code.ts';
import type { RandomSource } from '../../src-core/runtime/random.ts';
import { SecretBytes } from '../../src-core/secret/secret-bytes.ts';

export interface PasswordVector {
  readonly reason: string;
  /** UTF-8 as typed, hexadecimal. */
  readonly typed: string;
  /** UTF-8 after normalising, hexadecimal; null: rejected. */
  readonly normalized: string | null;
}

export function passwordVectors(): PasswordVector[] {
  const accepted: readonly [string, string, string][] = [
    ['plain', 'correct horse battery', 'correct horse battery'],
    ['spaces at the ends stay', '  correct horse  ', '  correct horse  '],
    ['15 code points', '🔑'.repeat(15), '🔑'.repeat(15)],
    ['decomposed', 'a\u030angstro\u0308m is a unit', 'ångström is a unit'],
    ['compatibility forms', 'ﬁve ½ ｗｉｄｅ letters', 'five 1⁄2 wide letters'],
    ['1,024 units', 'x'.repeat(1_024), 'x'.repeat(1_024)],
    ['jamo', '\u1112\u1161\u11ab long password', '\ud55c long password'],
    ['marks in another order', 'a\u0301\u0323 long password', '\u1ea1\u0301 long password'],
    ['letters from left to right and back', 'שלום a long password', 'שלום a long password'],
    ['presentation forms', '\ufefb a long password', '\u0644\u0627 a long password'],
    ['case and dotless i stay', 'İIıi long password', 'İIıi long password'],
    ['the sharp s stays, the long s does not', 'ßſ a long password', 'ßs a long password'],
    ['signs of units', '\u2126\u212b\u212a a long password', 'Ω\u00c5K a long password'],
    [
      'a family of four and its joiners',
      `👨\u200d👩\u200d👧\u200d👦 ${'x'.repeat(8)}`,
      `👨\u200d👩\u200d👧\u200d👦 ${'x'.repeat(8)}`,
    ],
    [
      'spaces of all kinds',
      'a\u00a0b\u2003c\u3000d\u202fe and a long one',
      'a b c d e and a long one',
    ],
    ['a byte order mark stays', '\ufeffa long password', '\ufeffa long password'],
    ['private use', '\ue000\u{f0000} a long password', '\ue000\u{f0000} a long password'],
    ['line and paragraph separators', 'a\u2028long\u2029password', 'a\u2028long\u2029password'],
    ['14 before, 15 after normalising', `${'x'.repeat(13)}½`, `${'x'.repeat(13)}1\u20442`],
    ['1,024 bytes', 'é'.repeat(512), 'é'.repeat(512)],
  ];
  const rejected: readonly [string, string | Buffer][] = [
    ['14 code points', '🔑'.repeat(14)],
    ['15 before, 14 after normalising', `${'x'.repeat(13)}e\u0301`],
    ['1,025 units', 'x'.repeat(1_025)],
    ['1,025 bytes', `${'é'.repeat(512)}x`],
    ['more than 1,024 bytes after normalising', '\ufdfa'.repeat(100)],
    ['a control character', 'correct horse\tbattery'],
    ['an unassigned code point', 'correct horse battery \u0378'],
    ['a noncharacter', 'correct horse battery \ufdd0'],
    ['a surrogate', Buffer.from([...Buffer.from('correct horse b'), 0xed, 0xa0, 0x80])],
    ['not UTF-8', Buffer.from([...Buffer.from('correct horse battery'), 0xff])],
    ['nothing', ''],
    ['a null', 'correct horse\u0000battery'],
    ['delete', 'correct horse\u007fbattery'],
    ['a C1 control', 'correct horse\u0085battery'],
    ['the last code point', 'correct horse battery \u{10ffff}'],
    ['an unassigned plane', 'correct horse battery \u{a0000}'],
    ['an overlong form', Buffer.from([...Buffer.from('correct horse battery'), 0xc0, 0xaf])],
    [
      'beyond the last code point',
      Buffer.from([...Buffer.from('correct horse battery'), 0xf4, 0x90, 0x80, 0x80]),
    ],
    ['cut in a character', Buffer.from('correct horse battery 🔑').subarray(0, -1)],
    ['spaces alone, too few', ' '.repeat(14)],
  ];
  const hex = (text: string | Buffer): string => Buffer.from(text).toString('hex');
  return [
    ...accepted.map(([reason, typed, text]) => ({
      reason,
      typed: hex(typed),
      normalized: hex(text.normalize('NFC')),
    })),
    ...rejected.map(([reason, typed]) => ({ reason, typed: hex(typed), normalized: null })),
  ];
}

export interface RecoveryVector {
  readonly reason: string;
  readonly code: string;
  /** 32 bytes, hexadecimal; null: refused. */
  readonly bytes: string | null;
}

export function recoveryVectors(random: RandomSource): RecoveryVector[] {
  const bytes = random.bytes(32);
  const hex = bytes.toString('hex');
  const code = encodeRecoveryCode(new SecretBytes(Buffer.from(bytes))).expose();
  const zeros = encodeRecoveryCode(new SecretBytes(Buffer.alloc(32))).expose();
  const ones = Buffer.from('0842108421'.repeat(7).slice(0, 64), 'hex');
  const onesCode = encodeRecoveryCode(new SecretBytes(Buffer.from(ones))).expose();
  const changed = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
  return [
    { reason: 'as printed', code, bytes: hex },
    { reason: 'lower case', code: code.toLowerCase(), bytes: hex },
    { reason: 'spaces for dashes', code: code.replaceAll('-', ' '), bytes: hex },
    { reason: 'without groups', code: code.replaceAll('-', ''), bytes: hex },
    { reason: 'O for 0', code: zeros.replaceAll('0', 'O'), bytes: '00'.repeat(32) },
    { reason: 'one character another', code: changed, bytes: null },
    { reason: 'a character less', code: code.slice(0, -1), bytes: null },
    { reason: 'a character more', code: `${code}0`, bytes: null },
    { reason: 'a U', code: `U${code.slice(1)}`, bytes: null },
    { reason: 'nothing', code: '', bytes: null },
    {
      reason: 'dashes in other places',
      code: code.replaceAll('-', '').replace(/(.{7})/g, '$1-'),
      bytes: hex,
    },
    {
      reason: 'tabs and line ends between',
      code: `\t${code.replaceAll('-', '\r\n')}\n`,
      bytes: hex,
    },
    {
      reason: 'I and L for 1',
      code: onesCode.replaceAll('1', 'I').replace('I', 'l'),
      bytes: ones.toString('hex'),
    },
    {
      reason: 'two neighbours exchanged',
      code: code.replace(/(\w)(?!\1)(\w)/, '$2$1'),
      bytes: null,
    },
    { reason: 'a digit of another script', code: `٣${code.slice(1)}`, bytes: null },
    { reason: 'twice', code: code + code, bytes: null },
  ];
}
