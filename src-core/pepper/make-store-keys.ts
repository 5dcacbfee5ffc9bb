/** Makes the keys of a new store: one pepper, the audit key and the Ed25519 key of its checkpoints. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { newId, type RandomSource } from '../runtime/random.ts';
import { SecretBytes } from '../secret/secret-bytes.ts';
import type { StoreKeys } from './store-keys.ts';

const KEY_BYTES = 32;

/** DER of a PKCS #8 Ed25519 private key before its 32 seed bytes (RFC 8410, section 7). */
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export function makeStoreKeys(storeId: StoreId, random: RandomSource): StoreKeys {
  const currentPepperId = newId('pep', random);
  return {
    storeId,
    currentPepperId,
    peppers: new Map([[currentPepperId, new SecretBytes(random.bytes(KEY_BYTES))]]),
    auditKey: new SecretBytes(random.bytes(KEY_BYTES)),
    signingKey: makeSigningKey(random),
  };
}

function makeSigningKey(random: RandomSource): KeyObject {
  const seed = random.bytes(KEY_BYTES);
  const der = Buffer.concat([ED25519_PKCS8_PREFIX, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  seed.fill(0);
  return key;
}
