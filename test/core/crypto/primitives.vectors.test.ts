import { argon2Sync, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gcmOpen, gcmSeal } from '../../../src-core/crypto/aes-gcm.ts';
import { deriveArgon2id } from '../../../src-core/crypto/argon2id.ts';
import { hkdfExpand, hkdfExtract } from '../../../src-core/crypto/hkdf.ts';
import { hmacSha256 } from '../../../src-core/crypto/hmac.ts';
import type { KdfParameters } from '../../../src-core/crypto/kdf-parameters.ts';
import { readVectors } from '../../vectors/read-vectors.ts';

interface Vectors<Test> {
  readonly tests: readonly Test[];
}

type GcmField = 'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result' | 'comment';
type GcmTest = Readonly<Record<GcmField, string>> & { readonly tcId: number };
type KdfTest = KdfParameters & Readonly<Record<'password' | 'salt' | 'output', string>>;
type HkdfField = 'ikm' | 'salt' | 'info' | 'prk' | 'okm';
type HkdfTest = Readonly<Record<HkdfField, string>> & { readonly size: number };
type HmacTest = Readonly<Record<'key' | 'data' | 'mac', string>>;

const aesGcm = readVectors('aes-256-gcm.json') as Vectors<GcmTest>;
const argon2id = readVectors('argon2id.json') as Vectors<KdfTest>;
const hkdf = readVectors('hkdf-sha-256.json') as Vectors<HkdfTest>;
const hmac = readVectors('hmac-sha-256.json') as Vectors<HmacTest>;

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('AES-256-GCM', () => {
  it('agrees with every Wycheproof case, valid and invalid', () => {
    for (const test of aesGcm.tests) {
      const key = { key: hex(test.key), nonce: hex(test.iv) };
      const sealed = hex(test.ct + test.tag);
      const opened = gcmOpen(key, hex(test.aad), sealed)?.toString('hex') ?? null;
      const expected = test.result === 'valid' ? test.msg : null;
      expect({ test: test.tcId, opened }).toEqual({ test: test.tcId, opened: expected });
      const made = gcmSeal(key, hex(test.aad), hex(test.msg));
      expect(made.equals(sealed)).toBe(test.result === 'valid');
    }
    expect(aesGcm.tests.length).toBeGreaterThan(45);
  });

  it('opens nothing under a nonce of another length, and nothing shorter than a tag', () => {
    const key = Buffer.alloc(32, 1);
    const sealed = gcmSeal({ key, nonce: Buffer.alloc(12) }, Buffer.alloc(0), Buffer.alloc(0));
    expect(gcmOpen({ key, nonce: Buffer.alloc(12) }, Buffer.alloc(0), sealed)).toHaveLength(0);
    for (const size of [1, 11, 13, 16]) {
      expect(gcmOpen({ key, nonce: Buffer.alloc(size) }, Buffer.alloc(0), sealed)).toBeNull();
    }
  });

  it('refuses a tag that is cut, which Node accepts by default', () => {
    const test = aesGcm.tests[0];
    if (test === undefined) throw new Error('no vector');
    const key = { key: hex(test.key), nonce: hex(test.iv) };
    for (const size of [0, 4, 8, 12, 15]) {
      const sealed = Buffer.concat([hex(test.ct), hex(test.tag).subarray(0, size)]);
      expect(gcmOpen(key, hex(test.aad), sealed)).toBeNull();
    }
  });
});

describe('HMAC-SHA-256', () => {
  it('agrees with RFC 4231, however the data is cut into parts', () => {
    for (const test of hmac.tests) {
      const data = hex(test.data);
      expect(hmacSha256(hex(test.key), [data]).toString('hex')).toBe(test.mac);
      const parts = [data.subarray(0, 3), Buffer.alloc(0), data.subarray(3)];
      expect(hmacSha256(hex(test.key), parts).toString('hex')).toBe(test.mac);
    }
  });

  it('agrees with Node’s own for every length of key and data', () => {
    for (let size = 0; size < 200; size += 1) {
      const [key, data] = [randomBytes(size), randomBytes(200 - size)];
      const expected = createHmac('sha256', key).update(data).digest();
      expect(hmacSha256(key, [data]).equals(expected)).toBe(true);
    }
  });
});

describe('HKDF-SHA-256', () => {
  it('agrees with RFC 5869', () => {
    for (const test of hkdf.tests) {
      const prk = hkdfExtract(hex(test.salt), hex(test.ikm));
      expect(prk.toString('hex')).toBe(test.prk);
      expect(hkdfExpand(prk, hex(test.info), test.size).toString('hex')).toBe(test.okm);
    }
  });

  it('agrees with Node’s own for every length, and refuses more than it may give', () => {
    for (let size = 1; size < 300; size += 1) {
      const [salt, input, info] = [
        randomBytes(size % 70),
        randomBytes(32),
        randomBytes(size % 200),
      ];
      const expected = Buffer.from(hkdfSync('sha256', input, salt, info, size));
      expect(hkdfExpand(hkdfExtract(salt, input), info, size).equals(expected)).toBe(true);
    }
    const most = hkdfExpand(hkdfExtract(Buffer.alloc(1), Buffer.alloc(2)), Buffer.alloc(3), 8_160);
    const expected = hkdfSync('sha256', Buffer.alloc(2), Buffer.alloc(1), Buffer.alloc(3), 8_160);
    expect(most.equals(Buffer.from(expected))).toBe(true);
    expect(() => hkdfExpand(randomBytes(32), Buffer.alloc(0), 8_161)).toThrow(
      new RangeError('HKDF gives at most 8,160 bytes'),
    );
  });
});

describe('Argon2id', () => {
  it('hashes nothing with parameters out of range', async () => {
    const kdf = { memoryKib: 64, passes: 1, lanes: 1 };
    await expect(deriveArgon2id(Buffer.alloc(16), Buffer.alloc(16), kdf)).rejects.toMatchObject({
      code: 'vault/kdf-refused',
    });
  });

  it('agrees with the reference implementation', async () => {
    for (const test of argon2id.tests) {
      const output = await deriveArgon2id(Buffer.from(test.password), Buffer.from(test.salt), test);
      expect(output.toString('hex')).toBe(test.output);
    }
  });

  it('agrees with the implementation in Node, which itself agrees with RFC 9106', async () => {
    const node = ({ memoryKib, passes, lanes }: KdfParameters, extra: object): Buffer =>
      argon2Sync('argon2id', {
        message: Buffer.alloc(32, 1),
        nonce: Buffer.alloc(16, 2),
        memory: memoryKib,
        passes,
        parallelism: lanes,
        tagLength: 32,
        ...extra,
      });
    const rfc = { secret: Buffer.alloc(8, 3), associatedData: Buffer.alloc(12, 4) };
    const small = { memoryKib: 32, passes: 3, lanes: 4 };
    expect(node(small, rfc).toString('hex')).toBe(
      '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
    );
    for (const [memoryKib, passes, lanes] of [
      [19_456, 2, 1],
      [19_456, 3, 4],
      [32_768, 2, 16],
    ] as const) {
      const kdf = { memoryKib, passes, lanes };
      const output = await deriveArgon2id(Buffer.alloc(32, 1), Buffer.alloc(16, 2), kdf);
      expect(output.equals(node(kdf, {}))).toBe(true);
    }
  });
});
