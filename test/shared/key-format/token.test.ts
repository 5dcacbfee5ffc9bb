import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { newToken, randomBase62 } from '../../../src-core/keys/token-secret.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { BASE62_ALPHABET, encodeUint32Base62 } from '../../../src-shared/ids/base62.ts';
import type { VersionId } from '../../../src-shared/ids/ids.ts';
import { crc32Ascii } from '../../../src-shared/key-format/crc32.ts';
import { encodeToken, maskToken, parseToken } from '../../../src-shared/key-format/token.ts';
import { scaled } from '../../scale.ts';

const TOKEN = newToken('acme', 'live', systemRandom).token;

describe('the key format', () => {
  it('reads back what it wrote', () => {
    const secret = 'S'.repeat(43);
    const token = encodeToken({
      prefix: 'acme',
      environment: 'live',
      versionId: '0123456789Ab' as VersionId,
      secret,
    });
    expect(parseToken(token)).toEqual({
      prefix: 'acme',
      environment: 'live',
      versionId: '0123456789Ab',
    });
    expect(token).toHaveLength(4 + 1 + 4 + 1 + 12 + 1 + 43 + 6);
  });

  it('agrees with zlib on the checksum', () => {
    for (const text of ['', 'a', '123456789', TOKEN, 'x'.repeat(1_000)]) {
      expect(crc32Ascii(text)).toBe(crc32(text));
    }
  });

  it('finds every single-character error', () => {
    const rounds = scaled(20_000);
    let accepted = 0;
    for (let round = 0; round < rounds; round += 1) {
      const token = newToken('acme', 'live', systemRandom).token;
      const [at, replacement] = [randomBelow(token.length), randomCharacter()];
      if (token[at] === replacement) continue;
      const changed = token.slice(0, at) + replacement + token.slice(at + 1);
      if (parseToken(changed) !== null) accepted += 1;
    }
    expect(accepted).toBe(0);
  });

  it('finds every transposition of neighbours', () => {
    const rounds = scaled(20_000);
    let accepted = 0;
    for (let round = 0; round < rounds; round += 1) {
      const token = newToken('acme', 'live', systemRandom).token;
      const at = randomBelow(token.length - 1);
      if (token[at] === token[at + 1]) continue;
      const changed = token.slice(0, at) + token[at + 1] + token[at] + token.slice(at + 2);
      if (parseToken(changed) !== null) accepted += 1;
    }
    expect(accepted).toBe(0);
  });

  it('accepts no random text of the right form', () => {
    const rounds = scaled(60_000);
    let accepted = 0;
    for (let round = 0; round < rounds; round += 1) {
      const text = `acme_live_${randomBase62(12, systemRandom)}_${randomBase62(49, systemRandom)}`;
      if (parseToken(text) !== null) accepted += 1;
    }
    expect(accepted).toBe(0);
  });

  it('would accept errors if the checksum were not compared (control)', () => {
    const form = /^[a-z][a-z0-9]{1,15}_[a-z][a-z0-9]{1,11}_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/;
    const changed = TOKEN.slice(0, -1) + (TOKEN.endsWith('A') ? 'B' : 'A');
    expect(form.test(changed)).toBe(true);
    expect(parseToken(changed)).toBeNull();
  });

  it('refuses a checksum that only means the same number modulo 2^32', () => {
    const body = TOKEN.slice(0, -6);
    const alias = encodeBig(BigInt(crc32Ascii(body)) + 2n ** 32n);
    expect(alias).toHaveLength(6);
    expect(parseToken(body + alias)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a megabyte', 'a'.repeat(1_048_576)],
    ['NULs', TOKEN.replace('a', '\0')],
    ['a NUL behind it', `${TOKEN}\0`],
    ['a line feed behind it', `${TOKEN}\n`],
    ['a space before it', ` ${TOKEN}`],
    ['a Cyrillic look-alike', TOKEN.replace('a', 'а')],
    ['full-width letters', TOKEN.replace('acme', 'ａｃｍｅ')],
    ['capitals in the prefix', TOKEN.replace('acme', 'ACME')],
    ['dashes for underscores', TOKEN.replaceAll('_', '-')],
    ['one part missing', TOKEN.split('_').slice(1).join('_')],
    ['two tokens', TOKEN + TOKEN],
  ])('refuses %s', (_name, text) => {
    expect(parseToken(text)).toBeNull();
  });

  it('draws secrets uniformly over the alphabet', () => {
    const length = Math.max(40_000, scaled(200_000));
    const counts = new Map<string, number>();
    for (const character of randomBase62(length, systemRandom)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(chiSquare(counts, length)).toBeLessThan(CHI_SQUARE_61_AT_1E6);
  });

  it('would notice bytes taken modulo 62 (control)', () => {
    const length = Math.max(40_000, scaled(200_000));
    const counts = new Map<string, number>();
    for (const byte of systemRandom.bytes(length)) {
      const character = BASE62_ALPHABET.charAt(byte % 62);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(chiSquare(counts, length)).toBeGreaterThan(CHI_SQUARE_61_AT_1E6);
  });

  it('shows nothing of the secret when masked', () => {
    const parsed = parseToken(TOKEN);
    if (parsed === null) throw new Error('a fresh token must parse');
    const secret = TOKEN.split('_')[3] as string;
    expect(maskToken(parsed)).toBe(`acme_live_${parsed.versionId}_••••••••`);
    expect(maskToken(parsed)).not.toContain(secret.slice(0, 4));
  });
});

/** Critical value of chi-square with 61 degrees of freedom at p = 1e-6 (one false alarm in a million runs). */
const CHI_SQUARE_61_AT_1E6 = 125.6;

function chiSquare(counts: ReadonlyMap<string, number>, total: number): number {
  const expected = total / 62;
  return Array.from(BASE62_ALPHABET, (character) => counts.get(character) ?? 0)
    .map((count) => (count - expected) ** 2 / expected)
    .reduce((sum, part) => sum + part, 0);
}

function randomBelow(limit: number): number {
  return systemRandom.bytes(4).readUInt32BE() % limit;
}

function randomCharacter(): string {
  return BASE62_ALPHABET.charAt(randomBelow(62));
}

function encodeBig(value: bigint): string {
  let [rest, text] = [value, ''];
  while (rest > 0n) {
    text = BASE62_ALPHABET.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text.padStart(encodeUint32Base62(0).length, '0');
}
