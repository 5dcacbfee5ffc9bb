import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashToken, isSameDigest, pepperCheck } from '../../../src-core/keys/token-hash.ts';
import { newToken, randomBase62 } from '../../../src-core/keys/token-secret.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import type { KeyId, StoreId, VersionId } from '../../../src-shared/ids/ids.ts';

const PEPPER = Buffer.alloc(32, 5);
const BINDING = {
  storeId: `sto_${'s'.repeat(22)}` as StoreId,
  keyId: `key_${'k'.repeat(22)}` as KeyId,
  versionId: 'v'.repeat(12) as VersionId,
};
const TOKEN = 'acme_live_a_token';

const pepper = () => new SecretBytes(Buffer.from(PEPPER));
const macOf = (message: Buffer) => createHmac('sha256', PEPPER).update(message).digest('hex');

function lp(text: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
}

describe('what the store keeps of a token', () => {
  it('is the code that docs/key-format.md describes', () => {
    const { storeId, keyId, versionId } = BINDING;
    const texts = [storeId, keyId, versionId, TOKEN].map(lp);
    const message = Buffer.concat([Buffer.from('kw.key.v1\0'), ...texts]);
    expect(hashToken(pepper(), BINDING, TOKEN).toString('hex')).toBe(macOf(message));
  });

  it('proves a pepper by the code of a fixed text', () => {
    expect(pepperCheck(pepper()).toString('hex')).toBe(macOf(Buffer.from('kw/pepper-check')));
  });

  it('is the same only byte for byte', () => {
    const digest = hashToken(pepper(), BINDING, TOKEN);
    expect(isSameDigest(digest, Buffer.from(digest))).toBe(true);
    for (let at = 0; at < digest.length; at += 1) {
      const other = Buffer.from(digest);
      other[at] = digest.readUInt8(at) ^ 1;
      expect(isSameDigest(digest, other)).toBe(false);
    }
    expect(() => isSameDigest(digest, digest.subarray(1))).toThrow(RangeError);
  });
});

describe('random base62 text', () => {
  /** Bytes that count up from 0, over and over. */
  const counting = () => {
    let next = 0;
    return {
      bytes: (size: number) => Buffer.from(Array.from({ length: size }, () => next++ & 0xff)),
    };
  };

  it('takes byte after byte and leaves out those from 248 on', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    expect(randomBase62(248, counting())).toBe(alphabet.repeat(4));
    expect(randomBase62(310, counting())).toBe(alphabet.repeat(5));
    expect(randomBase62(0, counting())).toBe('');
  });

  it('makes a token of its prefix, environment, version and secret', () => {
    const { versionId, token } = newToken('acme', 'live', counting());
    expect(versionId).toBe('0123456789AB');
    expect(token).toMatch(/^acme_live_0123456789AB_[0-9A-Za-z]{49}$/);
  });
});
