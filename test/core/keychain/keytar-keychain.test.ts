import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Keychain, KeychainState } from '../../../src-core/keychain/keychain.ts';
import { createKeytarKeychain } from '../../../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../../../src-core/keychain/spawn-keytar.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { type KeyringState, type PrivateKeyring, startPrivateKeyring } from './private-keyring.ts';

const childFile = fileURLToPath(
  new URL('../../../src-core/keychain/keytar-child.ts', import.meta.url),
);

describe('the keytar keychain on a real Secret Service', () => {
  let keyring: PrivateKeyring | null = null;
  afterEach(async () => {
    await keyring?.stop();
    keyring = null;
  });

  async function keychainIn(state: KeyringState, timeoutMs = 30_000): Promise<Keychain> {
    keyring = await startPrivateKeyring(state);
    return createKeytarKeychain({
      random: systemRandom,
      driver: spawnKeytar({ childFile, nodeFile: process.execPath, env: keyring.env }),
      platform: process.platform,
      probeTimeoutMs: timeoutMs,
      callTimeoutMs: timeoutMs,
    });
  }

  it('is ready where it is unlocked, keeps what it is given and deletes it', async () => {
    const keychain = await keychainIn('unlocked');
    expect(await keychain.probe()).toMatchObject({
      state: 'ready',
      backend: 'Secret Service (keytar)',
    });
    expect(await keychain.get('item')).toBeNull();
    const value = new SecretText(`äöü ${'x'.repeat(2_400)} \u{1f511}`);
    await keychain.set('item', value);
    expect((await keychain.get('item'))?.expose()).toBe(value.expose());
    expect(await keychain.delete('item')).toBe(true);
    expect(await keychain.delete('item')).toBe(false);
    expect(await keychain.get('item')).toBeNull();
  });

  it('answers many calls at once, each with its own item', async () => {
    const keychain = await keychainIn('unlocked');
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => keychain.set(name, new SecretText(`value of ${name}`))));
    const read = await Promise.all(names.map((name) => keychain.get(name)));
    expect(read.map((value) => value?.expose())).toEqual(names.map((name) => `value of ${name}`));
  });

  it('reports a locked keyring as locked, and refuses to write', async () => {
    const keychain = await keychainIn('locked');
    expect(await keychain.probe()).toMatchObject({ state: 'locked' });
    expect(await keychain.get('item')).toBeNull();
    await expect(keychain.set('item', new SecretText('v'))).rejects.toMatchObject({
      code: 'keychain/locked',
    });
    expect(await keychain.delete('item')).toBe(false);
  });

  const gone: readonly KeyringState[] = ['no-bus', 'no-service', 'no-collection'];
  it.each(gone)('reports %s as missing', async (state) => {
    const keychain = await keychainIn(state);
    expect(await keychain.probe()).toMatchObject({ state: 'missing' satisfies KeychainState });
    await expect(keychain.set('item', new SecretText('v'))).rejects.toMatchObject({
      code: 'keychain/missing',
    });
  });

  it('refuses a keyring without a password: its canary stands in clear on the disk', async () => {
    const keychain = await keychainIn('no-password');
    expect(await keychain.probe()).toMatchObject({ state: 'plaintext' });
  });

  it('gives up on a service that never answers', async () => {
    const keychain = await keychainIn('frozen', 1_000);
    expect(await keychain.probe()).toMatchObject({ state: 'hung' });
    await expect(keychain.get('item')).rejects.toMatchObject({ code: 'keychain/hung' });
  });
});
