import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectKeychain } from '../../../src-core/keychain/inspect-keychain.ts';
import type { KeychainState } from '../../../src-core/keychain/keychain.ts';
import { pepperCheck } from '../../../src-core/keys/token-hash.ts';
import { createStoreKeys } from '../../../src-core/pepper/create-store-keys.ts';
import { inspectStoreKeys } from '../../../src-core/pepper/inspect-store-keys.ts';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import { openStoreKeys } from '../../../src-core/pepper/open-store-keys.ts';
import type { PepperPlace, StoreKeys } from '../../../src-core/pepper/store-keys.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import type { PepperRow } from '../../../src-core/store/verification-store.ts';
import { createMemoryKeychain, type MemoryKeychain } from '../keychain/memory-keychain.ts';

const storeId = newId('sto', systemRandom);

const rowsOf = (keys: StoreKeys, place: PepperPlace): PepperRow[] =>
  [...keys.peppers].map(([id, pepper]) => ({
    id,
    place,
    check: pepperCheck(pepper),
    createdAtMs: 0,
  }));

describe('what the doctor says of the store keys', () => {
  let dir: string;
  let keychain: MemoryKeychain;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-doctor-'));
    keychain = createMemoryKeychain();
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function prepare(place: PepperPlace) {
    const places = { storeKeysFile: join(dir, 'store.keys') };
    const deps = { keychain, places };
    const keys = await createStoreKeys({ storeId, place }, { ...deps, random: systemRandom });
    const inspect = (rows = rowsOf(keys, place)) =>
      inspectStoreKeys({ source: openStoreKeys({ storeId, place }, deps), rows, places });
    return { inspect, places };
  }

  it('finds nothing wrong with keys in a keychain that answers', async () => {
    const { inspect } = await prepare('keychain');
    const severities = (await inspect()).map(({ severity }) => severity);
    expect(severities).toEqual(['ok', 'ok']);
  });

  it('warns of the weaker promise of a file, and of others who can read it', async () => {
    const { inspect, places } = await prepare('file');
    expect((await inspect()).map(({ id, severity }) => [id, severity])).toEqual([
      ['pepper/place', 'warning'],
      ['pepper/match', 'ok'],
      ['pepper/file-mode', 'ok'],
    ]);
    chmodSync(places.storeKeysFile, 0o640);
    expect((await inspect())[2]).toMatchObject({
      severity: 'problem',
      fix: `chmod 600 ${places.storeKeysFile}`,
    });
  });

  it('calls a pepper that does not answer, or is not the store’s, a problem', async () => {
    const { inspect } = await prepare('keychain');
    const other = rowsOf(makeStoreKeys(storeId, systemRandom), 'keychain');
    expect((await inspect(other))[1]).toMatchObject({ id: 'pepper/match', severity: 'problem' });
    keychain.state = 'locked';
    expect((await inspect())[1]).toMatchObject({
      severity: 'problem',
      detail: expect.stringContaining('locked'),
    });
  });
});

describe('what the doctor says of the keychain', () => {
  const severities: readonly (readonly [KeychainState, string])[] = [
    ['ready', 'ok'],
    ['locked', 'warning'],
    ['missing', 'warning'],
    ['unloadable', 'warning'],
    ['hung', 'problem'],
    ['plaintext', 'problem'],
  ];
  it.each(severities)('names a keychain that is %s, and what to do', async (state, severity) => {
    const finding = await inspectKeychain(createMemoryKeychain(state));
    expect(finding).toMatchObject({ id: 'keychain/state', severity });
    expect(finding.detail).toContain('memory');
    expect(finding.fix === null).toBe(state === 'ready');
  });
});
