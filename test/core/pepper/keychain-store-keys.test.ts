import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { KeychainState } from '../../../src-core/keychain/keychain.ts';
import { createKeytarKeychain } from '../../../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../../../src-core/keychain/spawn-keytar.ts';
import { createStoreKeys } from '../../../src-core/pepper/create-store-keys.ts';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import { openStoreKeys } from '../../../src-core/pepper/open-store-keys.ts';
import { encodeStoreKeys } from '../../../src-core/pepper/store-keys-document.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { createMemoryKeychain } from '../keychain/memory-keychain.ts';
import { type PrivateKeyring, startPrivateKeyring } from '../keychain/private-keyring.ts';

const storeId = newId('sto', systemRandom);
const location = { storeId, place: 'keychain' } as const;
const places = { storeKeysFile: '/nowhere/store.keys' };

describe('the store keys in the keychain', () => {
  it('are one item under the id of the store, small enough for every keychain', async () => {
    const keychain = createMemoryKeychain();
    const keys = await createStoreKeys(location, { keychain, places, random: systemRandom });
    expect([...keychain.items.keys()]).toEqual([storeId]);
    expect(Buffer.byteLength(keychain.items.get(storeId) ?? '')).toBeLessThan(1_000);
    const read = await openStoreKeys(location, { keychain, places }).load();
    expect(read.auditKey.equals(keys.auditKey.expose())).toBe(true);
    expect(existsSync(places.storeKeysFile)).toBe(false);
  });

  const words: readonly (readonly [KeychainState, string])[] = [
    ['locked', 'locked'],
    ['missing', 'does not exist'],
    ['unloadable', 'cannot be loaded'],
    ['hung', 'does not answer'],
  ];
  it.each(words)('are unavailable while it is %s, and are not made again', async (state, word) => {
    const keychain = createMemoryKeychain();
    await createStoreKeys(location, { keychain, places, random: systemRandom });
    const before = new Map(keychain.items);
    keychain.state = state;
    const source = openStoreKeys(location, { keychain, places });
    await expect(source.load()).rejects.toMatchObject({
      code: 'pepper/unavailable',
      message: expect.stringMatching(new RegExp(`keychain.*${word}`)),
    });
    expect(keychain.items).toEqual(before);
    keychain.state = 'ready';
    await expect(source.load()).resolves.toMatchObject({ storeId });
  });

  it('are unavailable where the item was removed: null is never a first run', async () => {
    const keychain = createMemoryKeychain();
    await expect(openStoreKeys(location, { keychain, places }).load()).rejects.toMatchObject({
      code: 'pepper/unavailable',
      message: expect.stringContaining('removed'),
    });
    expect(keychain.items.size).toBe(0);
  });

  it('are never written over', async () => {
    const keychain = createMemoryKeychain();
    const deps = { keychain, places, random: systemRandom };
    await createStoreKeys(location, deps);
    const before = new Map(keychain.items);
    await expect(createStoreKeys(location, deps)).rejects.toMatchObject({ code: 'store/exists' });
    expect(keychain.items).toEqual(before);
  });

  it('are refused where the item is damaged or another store’s', async () => {
    const keychain = createMemoryKeychain();
    const load = () => openStoreKeys(location, { keychain, places }).load();
    keychain.items.set(storeId, 'nonsense');
    await expect(load()).rejects.toMatchObject({ code: 'pepper/unavailable' });
    const other = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    keychain.items.set(storeId, encodeStoreKeys(other).expose());
    await expect(load()).rejects.toMatchObject({ code: 'pepper/mismatch' });
  });
});

describe.runIf(process.platform === 'linux')('the store keys in a real Secret Service', () => {
  let keyring: PrivateKeyring | null = null;
  afterEach(async () => keyring?.stop());

  it('come back whole from another driver on the same keyring', async () => {
    keyring = await startPrivateKeyring('unlocked');
    const { env } = keyring;
    const childFile = fileURLToPath(
      new URL('../../../src-core/keychain/keytar-child.ts', import.meta.url),
    );
    const driver = () =>
      createKeytarKeychain({
        random: systemRandom,
        driver: spawnKeytar({ childFile, nodeFile: process.execPath, env }),
        platform: process.platform,
      });
    const keys = await createStoreKeys(location, {
      keychain: driver(),
      places,
      random: systemRandom,
    });
    const read = await openStoreKeys(location, { keychain: driver(), places }).load();
    expect(encodeStoreKeys(read).expose() === encodeStoreKeys(keys).expose()).toBe(true);
  });
});
