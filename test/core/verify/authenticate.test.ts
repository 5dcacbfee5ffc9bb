/** The order of the answers of step one, on a record that is held in hand. */
import { describe, expect, it } from 'vitest';
import { hashToken } from '../../../src-core/keys/token-hash.ts';
import { newToken } from '../../../src-core/keys/token-secret.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import type { StoredVersion } from '../../../src-core/store/verification-store.ts';
import { type AuthenticateDeps, authenticate } from '../../../src-core/verify/authenticate.ts';
import type { CompiledVersion } from '../../../src-core/verify/compiled-version.ts';
import type { KeyId } from '../../../src-shared/ids/ids.ts';
import { fixedStoreKeys } from '../store/store-fixture.ts';

const KEYS = fixedStoreKeys();
const NOW_MS = 1_000;
const KEY_ID = `key_${'k'.repeat(22)}` as KeyId;
const { versionId, token } = newToken('acme', 'live', systemRandom);
const found = KEYS.peppers.get(KEYS.currentPepperId);
if (found === undefined) throw new Error('the fixture has no pepper');
const pepper = found;

const HELD = {
  versionId,
  keyId: KEY_ID,
  hash: hashToken(pepper, { storeId: KEYS.storeId, keyId: KEY_ID, versionId }, token),
  state: 'active',
  notBeforeMs: null,
  expiresAtMs: null,
  endsAtMs: null,
  isKeyDisabled: false,
  isKeyRevoked: false,
} as unknown as StoredVersion;

function depsWith(stored: StoredVersion | null): AuthenticateDeps {
  const version = stored === null ? null : ({ stored, pepper } as CompiledVersion);
  return {
    cache: { find: async () => version },
    keys: KEYS,
    clock: { nowMs: () => NOW_MS },
    dummy: { keyId: KEY_ID, digest: Buffer.alloc(32), pepper },
  };
}

async function outcomeOf(change: Partial<StoredVersion>, sent = token): Promise<string | null> {
  return (await authenticate(depsWith({ ...HELD, ...change }), sent)).outcome;
}

/** The last character of the secret changed, with a checksum that fits. */
function otherSecret(): string {
  let other = newToken('acme', 'live', systemRandom).token;
  while (other === token) other = newToken('acme', 'live', systemRandom).token;
  return other;
}

describe('authenticating a token', () => {
  it('knows a version by its secret', async () => {
    const answer = await authenticate(depsWith(HELD), token);
    expect(answer).toMatchObject({ kind: 'known', outcome: null, version: { stored: HELD } });
  });

  it('names malformed what is no token, and unknown what matches nothing', async () => {
    expect(await authenticate(depsWith(HELD), 'x')).toEqual({
      kind: 'stranger',
      outcome: 'malformed',
    });
    const unknown = { kind: 'stranger', outcome: 'unknown' };
    expect(await authenticate(depsWith(null), token)).toEqual(unknown);
    expect(await authenticate(depsWith(HELD), otherSecret())).toEqual(unknown);
  });

  it('knows nobody where the record is absent, even if the stand-in has the digest of the token', async () => {
    const deps = depsWith(null);
    const dummy = { ...deps.dummy, digest: HELD.hash };
    expect((await authenticate({ ...deps, dummy }, token)).outcome).toBe('unknown');
  });

  it.each([
    ['revoked', { isKeyRevoked: true, state: 'pending', isKeyDisabled: true }],
    ['revoked', { state: 'revoked', expiresAtMs: 1, isKeyDisabled: true }],
    ['not-yet-valid', { state: 'pending', isKeyDisabled: true }],
    ['retired', { state: 'retired', expiresAtMs: 1, isKeyDisabled: true }],
    ['retired', { state: 'retiring', endsAtMs: NOW_MS, isKeyDisabled: true }],
    ['expired', { expiresAtMs: NOW_MS, isKeyDisabled: true }],
    ['not-yet-valid', { notBeforeMs: NOW_MS + 1, isKeyDisabled: true }],
    ['disabled', { isKeyDisabled: true, notBeforeMs: NOW_MS, expiresAtMs: NOW_MS + 1 }],
    [null, { notBeforeMs: NOW_MS, expiresAtMs: NOW_MS + 1 }],
    [null, { state: 'retiring', endsAtMs: NOW_MS + 1 }],
  ] as const)('says first that it is %s: %o', async (outcome, change) => {
    expect(await outcomeOf(change)).toBe(outcome);
    expect(await outcomeOf(change, otherSecret())).toBe('unknown');
  });
});
