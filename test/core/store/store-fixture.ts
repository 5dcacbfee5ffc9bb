/** A store on a throwaway folder, with a clock that tests own, randomness from a seed, and keys that are the same in every process. */
import { createHash, createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashToken, pepperCheck } from '../../../src-core/keys/token-hash.ts';
import type { StoreKeys, StoreKeysSource } from '../../../src-core/pepper/store-keys.ts';
import type { Clock } from '../../../src-core/runtime/clock.ts';
import { newId, type RandomSource } from '../../../src-core/runtime/random.ts';
import { SecretBytes } from '../../../src-core/secret/secret-bytes.ts';
import type {
  MutationContext,
  NewApi,
  NewKey,
  NewVersion,
} from '../../../src-core/store/verification-store.ts';
import { encodeBase62 } from '../../../src-shared/ids/base62.ts';
import type { ApiId, KeyId, StoreId, VersionId } from '../../../src-shared/ids/ids.ts';

export const CTX: MutationContext = { actor: 'local:tester', via: 'cli', reason: null };

/** 2026-01-01T00:00:00Z. */
export const START_MS = 1_767_225_600_000;

export interface SettableClock extends Clock {
  set(nowMs: number): void;
  advance(byMs: number): void;
}

export function settableClock(startMs = START_MS): SettableClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    set: (value) => {
      nowMs = value;
    },
    advance: (byMs) => {
      nowMs += byMs;
    },
  };
}

/** A stream of SHA-256(seed, counter): different bytes at each call, the same in each run. */
export function seededRandom(seed: string): RandomSource {
  let counter = 0;
  const block = (): Buffer => createHash('sha256').update(`${seed}/${counter++}`).digest();
  return {
    bytes: (size) => {
      let out = block();
      while (out.length < size) out = Buffer.concat([out, block()]);
      return out.subarray(0, size);
    },
  };
}

const ids = seededRandom('fixture ids');
export const STORE_ID: StoreId = newId('sto', ids);
const PEPPER_ID = newId('pep', ids);

function derived(label: string): Buffer {
  return createHash('sha256').update(`fixture key ${label}`).digest();
}

/** PKCS #8 frame of an Ed25519 private key (RFC 8410), before its 32 bytes. */
const ED25519_FRAME = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The same keys in every process, so that a writer in a child needs no file. */
export function fixedStoreKeys(storeId: StoreId = STORE_ID): StoreKeys {
  return {
    storeId,
    currentPepperId: PEPPER_ID,
    peppers: new Map([[PEPPER_ID, new SecretBytes(derived('pepper'))]]),
    auditKey: new SecretBytes(derived('audit')),
    signingKey: createPrivateKey({
      key: Buffer.concat([ED25519_FRAME, derived('signing')]),
      format: 'der',
      type: 'pkcs8',
    }),
  };
}

export function fixedKeysSource(): StoreKeysSource {
  return { place: 'file', load: async () => fixedStoreKeys() };
}

export function fixedPepper(): { id: typeof PEPPER_ID; place: 'file'; check: Buffer } {
  return { id: PEPPER_ID, place: 'file', check: pepperCheck(new SecretBytes(derived('pepper'))) };
}

/** A new folder, and its removal. */
export function throwawayFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'keywright-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function newApi(random: RandomSource, change: Partial<NewApi> = {}): NewApi {
  const id = newId('api', random);
  return { id, name: 'acme', prefix: 'acme', environments: ['live', 'test'], ...change };
}

/** A version with the hash of a token that nobody holds. */
export function newVersion(random: RandomSource, keyId: KeyId): NewVersion {
  const id = encodeBase62(random.bytes(8), 12) as VersionId;
  const pepper = new SecretBytes(derived('pepper'));
  const hash = hashToken(pepper, { storeId: STORE_ID, keyId, versionId: id }, `token of ${id}`);
  return { id, pepperId: PEPPER_ID, hash };
}

export function newKey(random: RandomSource, apiId: ApiId, change: Partial<NewKey> = {}): NewKey {
  const id = newId('key', random);
  return {
    id,
    name: 'payments worker',
    apiId,
    environment: 'live',
    owner: { id: newId('own', random), kind: 'team', name: 'payments' },
    permissions: ['invoices.read'],
    roleIds: [],
    limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
    notBefore: null,
    expires: null,
    version: newVersion(random, id),
    ...change,
  };
}
