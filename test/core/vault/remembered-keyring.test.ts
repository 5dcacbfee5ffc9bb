/** The remembered unlock on real keyrings: what each state of them does to it, and that the password opens the vault in all. */
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Keychain } from '../../../src-core/keychain/keychain.ts';
import { createKeytarKeychain } from '../../../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../../../src-core/keychain/spawn-keytar.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import { readVaultHeader } from '../../../src-core/vault/vault-header.ts';
import { createMemoryKeychain } from '../keychain/memory-keychain.ts';
import {
  type KeyringState,
  type PrivateKeyring,
  startPrivateKeyring,
} from '../keychain/private-keyring.ts';
import {
  addEntries,
  CTX,
  failureCode,
  makeVault,
  PASSWORD,
  secretBytes,
  withPassword,
} from './vault-fixture.ts';

const childFile = fileURLToPath(
  new URL('../../../src-core/keychain/keytar-child.ts', import.meta.url),
);
const PATIENT_MS = 30_000;
const IMPATIENT_MS = 1_500;

let keyring: PrivateKeyring | null = null;

afterEach(async () => {
  await keyring?.stop();
  keyring = null;
});

async function keychainIn(state: KeyringState): Promise<Keychain> {
  keyring = await startPrivateKeyring(state);
  const timeoutMs = state === 'frozen' ? IMPATIENT_MS : PATIENT_MS;
  return createKeytarKeychain({
    random: systemRandom,
    driver: spawnKeytar({ childFile, nodeFile: process.execPath, env: keyring.env }),
    platform: process.platform,
    probeTimeoutMs: timeoutMs,
    callTimeoutMs: timeoutMs,
  });
}

async function vaultRememberedIn(keychain: Keychain) {
  const made = await makeVault();
  addEntries(made.vault, 'one');
  await made.vault.remembered.begin({ password: secretBytes(PASSWORD), keychain }, CTX);
  const { path, deps } = made;
  const open = async (credential: Parameters<typeof openVault>[0]['credential']) => {
    const vault = await openVault({ path, credential }, deps);
    expect(vault.list()).toHaveLength(1);
    await vault.close();
  };
  return { ...made, open };
}

describe('a remembered unlock on a real keyring', { timeout: 120_000 }, () => {
  it('opens, is forgotten, and opens no more where the keyring is unlocked', async () => {
    const keychain = await keychainIn('unlocked');
    const { open, vault, path } = await vaultRememberedIn(keychain);
    await open({ kind: 'keychain', keychain });
    expect(await vault.remembered.end(keychain, CTX)).toEqual({ wasRemembered: true });
    expect(readVaultHeader(path).slots).not.toContain('keychain');
    expect(await failureCode(() => open({ kind: 'keychain', keychain }))).toBe('vault/locked');
  });

  it.each([
    ['locked', 'keychain/locked'],
    ['no-collection', 'keychain/missing'],
    ['no-service', 'keychain/missing'],
    ['no-bus', 'keychain/missing'],
    ['no-password', 'keychain/refused'],
    ['frozen', 'keychain/hung'],
  ] as const)('does not open where it is %s; the password does', async (state, code) => {
    const { open, vault, path } = await vaultRememberedIn(createMemoryKeychain());
    const keychain = await keychainIn(state);
    expect(await failureCode(() => open({ kind: 'keychain', keychain }))).toBe(code);
    expect(await failureCode(() => vault.remembered.end(keychain, CTX))).toBe(code);
    expect(readVaultHeader(path).slots).toContain('keychain');
    await open(withPassword());
  });
});
