import { describe, expect, it } from 'vitest';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import type { StoreKeys } from '../../../src-core/pepper/store-keys.ts';
import {
  encodeStoreKeys,
  MAX_DOCUMENT_BYTES,
  parseStoreKeys,
} from '../../../src-core/pepper/store-keys-document.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretBytes, SecretText } from '../../../src-core/secret/secret-bytes.ts';

function keysWithPeppers(count: number): StoreKeys {
  const keys = makeStoreKeys(newId('sto', systemRandom), systemRandom);
  const peppers = new Map(keys.peppers);
  while (peppers.size < count) {
    peppers.set(newId('pep', systemRandom), new SecretBytes(systemRandom.bytes(32)));
  }
  return { ...keys, peppers };
}

describe('the document of the store keys', () => {
  it('holds twenty peppers and fits the smallest keychain', () => {
    const text = encodeStoreKeys(keysWithPeppers(20));
    expect(Buffer.byteLength(text.expose())).toBeLessThanOrEqual(MAX_DOCUMENT_BYTES);
    const parsed = parseStoreKeys(text);
    expect('keys' in parsed && parsed.keys.peppers.size).toBe(20);
  });

  it('refuses to grow beyond it', () => {
    expect(() => encodeStoreKeys(keysWithPeppers(40))).toThrow(RangeError);
  });

  it('signs and checks with the key it carries', async () => {
    const { createPublicKey, sign, verify } = await import('node:crypto');
    const parsed = parseStoreKeys(encodeStoreKeys(keysWithPeppers(1)));
    if (!('keys' in parsed)) throw new Error('not parsed');
    const data = Buffer.from('a checkpoint');
    const signature = sign(null, data, parsed.keys.signingKey);
    expect(verify(null, data, createPublicKey(parsed.keys.signingKey), signature)).toBe(true);
  });

  it('tells a newer document from a damaged one', () => {
    const fault = (text: string) => {
      const parsed = parseStoreKeys(new SecretText(text));
      return 'fault' in parsed ? parsed.fault : null;
    };
    const sound = encodeStoreKeys(keysWithPeppers(1)).expose();
    expect(fault(sound)).toBeNull();
    expect(fault(sound.replace('"v":1', '"v":2'))).toBe('newer');
    for (const bad of [
      sound.slice(1),
      `${sound}x`,
      '[]',
      sound.replace('"v":1', '"v":0'),
      sound.replace('"v":1', '"v":1,"x":1'),
    ]) {
      expect(fault(bad)).toBe('damaged');
    }
  });

  it('prints nothing of what it holds', () => {
    const keys = keysWithPeppers(1);
    const printed = `${JSON.stringify(keys)} ${String(encodeStoreKeys(keys))}`;
    expect(printed).not.toContain(keys.auditKey.expose().toString('base64'));
  });
});
