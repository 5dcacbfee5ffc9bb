/** The published vectors of docs/key-format.md: tokens to accept and to refuse, hashes, and texts to scan. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashToken, pepperCheck } from '../../../src-core/keys/token-hash.ts';
import { newToken } from '../../../src-core/keys/token-secret.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import { encodeUint32Base62 } from '../../../src-shared/ids/base62.ts';
import { encodeId, type KeyId, type StoreId, type VersionId } from '../../../src-shared/ids/ids.ts';
import { crc32Ascii } from '../../../src-shared/key-format/crc32.ts';
import { encodeToken, maskToken, parseToken } from '../../../src-shared/key-format/token.ts';
import { parsePrefix, RESERVED_PREFIXES } from '../../../src-shared/model/names.ts';
import { codeOf } from '../../code-of.ts';

const versionId = z.custom<VersionId>((value) => typeof value === 'string');
const hashFields = {
  pepper: z.hex(),
  storeId: z.custom<StoreId>((value) => typeof value === 'string'),
  keyId: z.custom<KeyId>((value) => typeof value === 'string'),
  versionId,
  token: z.string(),
  hash: z.hex().length(64),
};
const vectorsSchema = z.strictObject({
  format: z.literal('keywright-key-format-vectors'),
  v: z.literal(1),
  about: z.string(),
  pattern: z.string(),
  example: z.strictObject({
    note: z.string(),
    idDraw: z.hex(),
    secretDraw: z.hex(),
    prefix: z.string(),
    environment: z.string(),
    secret: z.string().length(43),
    body: z.string(),
    crc32: z.hex().length(8),
    checksum: z.string().length(6),
    length: z.int(),
    pepperCheck: z.hex(),
    message: z.hex(),
    ...hashFields,
  }),
  hashes: z.array(z.strictObject({ what: z.string(), ...hashFields })).min(6),
  good: z
    .array(
      z.strictObject({
        what: z.string(),
        token: z.string(),
        prefix: z.string(),
        environment: z.string(),
        versionId,
      }),
    )
    .min(8),
  bad: z
    .array(
      z.strictObject({
        reason: z.enum(['length', 'pattern', 'checksum']),
        what: z.string(),
        text: z.string(),
      }),
    )
    .min(50),
  scan: z
    .array(z.strictObject({ what: z.string(), text: z.string(), found: z.array(z.string()) }))
    .min(10),
});

const repository = new URL('../../../', import.meta.url);
const vectors = vectorsSchema.parse(
  JSON.parse(readFileSync(new URL('test/vectors/key-format.json', repository), 'utf8')),
);
const page = readFileSync(new URL('docs/key-format.md', repository), 'utf8');
const { example } = vectors;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const secretBytes = (hex: string): SecretBytes => new SecretBytes(bytes(hex));

/** The step that refuses the text, worked out apart from our parser; null where none does. */
function refusingStep(text: string): 'length' | 'pattern' | 'checksum' | null {
  if (text.length < 68 || text.length > 92) return 'length';
  if (!new RegExp(vectors.pattern).test(text)) return 'pattern';
  const [body, checksum] = [text.slice(0, -6), text.slice(-6)];
  return encodeUint32Base62(crc32(body)) === checksum ? null : 'checksum';
}

/** Finds keys as the page says: the candidates of a pattern, judged by the checksum. */
function scan(text: string, candidates: RegExp): string[] {
  return Array.from(text.matchAll(candidates), (match) => match[1] ?? match[0]).filter(
    (candidate) => parseToken(candidate) !== null,
  );
}

const scannerPattern = /^\(\?=\(.*\)\)$/m.exec(page)?.[0] ?? 'absent';

describe('the vectors of the key format', () => {
  it.each(vectors.good)('reads $what', ({ token, ...parts }) => {
    expect(parseToken(token)).toEqual({
      prefix: parts.prefix,
      environment: parts.environment,
      versionId: parts.versionId,
    });
    expect(refusingStep(token)).toBeNull();
  });

  it.each(vectors.bad)('refuses $what by its $reason', ({ text, reason }) => {
    expect(parseToken(text)).toBeNull();
    expect(refusingStep(text)).toBe(reason);
  });

  it('writes the example from its drawn bytes', () => {
    const draws = [bytes(example.idDraw), bytes(example.secretDraw)];
    const random = {
      bytes: (size: number) => {
        const drawn = draws.shift() ?? Buffer.alloc(0);
        expect(drawn).toHaveLength(size);
        return drawn;
      },
    };
    const drawn = newToken(example.prefix, example.environment, random);
    expect(drawn).toEqual({ versionId: example.versionId, token: example.token });
    expect(encodeToken(example)).toBe(example.token);
    expect(example.token).toHaveLength(example.length);
    expect(example.token).toBe(example.body + example.checksum);
    expect(crc32Ascii(example.body).toString(16)).toBe(example.crc32);
  });

  it('forms the ids of the example from sixteen equal bytes', () => {
    expect(encodeId('sto', Buffer.alloc(16, 0x53))).toBe(example.storeId);
    expect(encodeId('key', Buffer.alloc(16, 0x4b))).toBe(example.keyId);
  });

  it('hashes the example under its pepper, bound to store, key and version', () => {
    const mac = createHmac('sha256', bytes(example.pepper));
    expect(mac.update(bytes(example.message)).digest('hex')).toBe(example.hash);
    expect(hashToken(secretBytes(example.pepper), example, example.token)).toEqual(
      bytes(example.hash),
    );
    expect(pepperCheck(secretBytes(example.pepper)).toString('hex')).toBe(example.pepperCheck);
  });

  it.each(vectors.hashes)('hashes $what', (vector) => {
    const hash = hashToken(secretBytes(vector.pepper), vector, vector.token);
    expect(hash.toString('hex')).toBe(vector.hash);
  });

  it('gives another hash for another store, key, version, secret or pepper', () => {
    expect(new Set(vectors.hashes.map((vector) => vector.hash)).size).toBe(vectors.hashes.length);
  });

  it.each(vectors.scan)('finds a key $what', ({ text, found }) => {
    expect(scan(text, new RegExp(scannerPattern, 'g'))).toEqual(found);
  });

  it('would miss keys with a word boundary, or taking the first match only (controls)', () => {
    const form = vectors.pattern.slice(1, -1);
    const misses = (candidates: RegExp): string[] =>
      vectors.scan
        .filter(({ text, found }) => scan(text, candidates).join() !== found.join())
        .map(({ what }) => what);
    expect(misses(new RegExp(`\\b${form}`, 'g'))).toContain('behind a word and an underscore');
    expect(misses(new RegExp(form, 'g'))).toContain('behind a lower-case letter');
  });
});

describe('docs/key-format.md', () => {
  it('gives every value of the worked example', () => {
    const inWords = new Set(['note', 'length', 'prefix', 'environment']);
    const values = Object.entries(example).filter(([name]) => !inWords.has(name));
    const absent = values.filter(([, value]) => !page.includes(`\`${value}\``));
    expect(absent.map(([name]) => name)).toEqual([]);
    expect(page).toContain(`token, ${example.length} characters`);
  });

  it('gives the pattern of the verifier', () => {
    expect(page).toContain(vectors.pattern);
  });

  it('lists exactly the reserved prefixes, and each is refused', () => {
    const section = /## Reserved prefixes\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
    const list = section.split('\n\n').find((part) => part.startsWith('`kw` `')) ?? '';
    const listed = Array.from(list.matchAll(/`([a-z0-9]+)`/g), (match) => match[1] as string);
    expect(listed.toSorted()).toEqual([...RESERVED_PREFIXES].toSorted());
    const codes = new Set(listed.map((prefix) => codeOf(() => parsePrefix(prefix))));
    expect([...codes]).toEqual(['usage/invalid-name']);
  });

  it('shows of the example, when masked, no more than the id', () => {
    expect(maskToken(example)).toBe('acme_test_abcdefghijkl_••••••••');
  });
});
