/** The rules as a scanner reads them: they find every key, wherever it stands, and no near-miss. */
import { createHash } from 'node:crypto';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { SCANNERS, type Scanner, scanRules } from '../../../src-core/scan/scan-rule.ts';
import { writeRules } from '../../../src-core/scan/write-rules.ts';
import { BASE62_ALPHABET } from '../../../src-shared/ids/base62.ts';
import type { VersionId } from '../../../src-shared/ids/ids.ts';
import { encodeToken } from '../../../src-shared/key-format/token.ts';

const APIS = [
  { name: 'billing', prefix: 'acme', environments: ['live', 'test'] },
  { name: 'a.b-c_d', prefix: 'q1', environments: ['prod'] },
];
const RULES = scanRules(APIS);

const READERS: Readonly<Record<Scanner, (text: string) => string[]>> = {
  gitleaks: (text) =>
    z
      .object({ extend: z.object({ useDefault: z.literal(true) }), rules: z.array(gitleaksRule) })
      .parse(parseToml(text))
      .rules.map(({ regex }) => regex),
  trufflehog: (text) =>
    z
      .object({ detectors: z.array(trufflehogDetector) })
      .parse(parseYaml(text))
      .detectors.map(({ regex }) => regex.key),
  github: (text) =>
    z
      .object({ patterns: z.array(z.object({ secretFormat: z.string() })) })
      .parse(JSON.parse(text))
      .patterns.map(({ secretFormat }) => secretFormat),
};
const gitleaksRule = z.strictObject({
  id: z.string(),
  description: z.string(),
  regex: z.string(),
  keywords: z.array(z.string()).length(1),
  entropy: z.number(),
});
const trufflehogDetector = z.strictObject({
  name: z.string(),
  description: z.string(),
  keywords: z.array(z.string()).length(1),
  regex: z.strictObject({ key: z.string() }),
});

/** As random as a key, and the same at every run. */
function letters(count: number, seed: number): string {
  const bytes = createHash('sha512').update(String(seed)).digest();
  return Array.from(bytes.subarray(0, count), (byte) => BASE62_ALPHABET.charAt(byte % 62)).join('');
}

function keyOf(seed: number, prefix = 'acme', environment = 'live'): string {
  const versionId = letters(12, seed) as VersionId;
  return encodeToken({ prefix, environment, versionId, secret: letters(43, -seed) });
}

const found = (patterns: readonly string[], text: string): string[] =>
  patterns.flatMap((pattern) => Array.from(text.matchAll(new RegExp(pattern, 'g')), ([it]) => it));

/** Bits per character, as gitleaks counts them. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}

const BEFORE = [
  '',
  'my_',
  'x',
  'acme',
  'acme_',
  'acme_live_',
  '\\n',
  '\n',
  '"',
  "key='",
  'Bearer ',
];
const AFTER = ['', '\\n', '\n', '"', '_old', ';', 'EOF', '\\u0000'];

describe.each(SCANNERS)('rules for %s', (scanner) => {
  const patterns = READERS[scanner](writeRules(scanner, RULES));

  it('are read by a parser of the format, one for each API', () => {
    expect(patterns).toEqual(RULES.map(({ pattern }) => pattern));
    expect(
      READERS[scanner](writeRules(scanner, []).replace('"\n\n[extend]', '"\nrules = []\n[extend]')),
    ).toEqual([]);
  });

  it('find every key, whatever stands before and behind it', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const keys = [keyOf(seed), keyOf(seed, 'acme', 'test'), keyOf(seed, 'q1', 'prod')];
      for (const before of BEFORE) {
        for (const after of AFTER) {
          const text = keys.map((key) => before + key + after).join(' ');
          expect(found(patterns, text).toSorted()).toEqual(keys.toSorted());
        }
      }
    }
  });

  it('find no near-miss', () => {
    const key = keyOf(3);
    const misses = [
      keyOf(3, 'acmf'),
      keyOf(3, 'acme', 'stage'),
      keyOf(3, 'q1', 'live'),
      key.slice(0, -1),
      key.replace('acme_', 'acme-'),
      key.replace('acme', 'ACME'),
      `${key.slice(0, 15)}-${key.slice(16)}`,
      `${key.slice(0, 40)}.${key.slice(41)}`,
      `${key.slice(0, 40)}\n${key.slice(40)}`,
      key.replace(/_(.{12})_/, '_$1x_'),
    ];
    expect(misses.flatMap((text) => found(patterns, text))).toEqual([]);
  });

  it('say that a find is proved by its checksum', () => {
    expect(writeRules(scanner, RULES)).toContain('keywright explain');
  });
});

describe('rules', () => {
  it('keep every key above the entropy asked of gitleaks, and drop placeholders', () => {
    const rules = z
      .object({ rules: z.array(gitleaksRule) })
      .parse(parseToml(writeRules('gitleaks', RULES))).rules;
    const least = rules[0]?.entropy ?? 9;
    for (let seed = 1; seed <= 200; seed += 1)
      expect(entropyOf(keyOf(seed))).toBeGreaterThan(least);
    const placeholder = `acme_live_${'x'.repeat(12)}_${'x'.repeat(49)}`;
    expect(entropyOf(placeholder)).toBeLessThan(least);
  });

  it('control: a word boundary in front misses keys that these tests look for', () => {
    const bounded = RULES.map(({ pattern }) => `\\b${pattern}`);
    expect(found(bounded, `my_${keyOf(3)}`)).toEqual([]);
    expect(found(bounded, `a\\n${keyOf(3)}`)).toEqual([]);
  });
});
