import { describe, expect, it } from 'vitest';
import type { Keychain, KeychainState } from '../../../src-core/keychain/keychain.ts';
import { keychainError } from '../../../src-core/keychain/keychain-fault.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { openVault } from '../../../src-core/vault/open-vault.ts';
import type { Vault } from '../../../src-core/vault/vault.ts';
import { readVaultHeader } from '../../../src-core/vault/vault-header.ts';
import { createMemoryKeychain } from '../keychain/memory-keychain.ts';
import { newRecoveryCode } from './rekey-fixture.ts';
import {
  addEntries,
  CTX,
  failureCode,
  type MadeVault,
  makeVault,
  PASSWORD,
  secretBytes,
  type TestClock,
  testClock,
  testDeps,
  withPassword,
} from './vault-fixture.ts';

const DAY_MS = 86_400_000;
const START_MS = 1_800_000_000_000;
const UNUSABLE: readonly [KeychainState, string][] = [
  ['locked', 'keychain/locked'],
  ['missing', 'keychain/missing'],
  ['hung', 'keychain/hung'],
  ['unloadable', 'keychain/unloadable'],
  ['plaintext', 'keychain/refused'],
];

interface Remembered extends MadeVault {
  readonly clock: TestClock;
  readonly keychain: ReturnType<typeof createMemoryKeychain>;
}

async function rememberedVault(): Promise<Remembered> {
  const clock = testClock(START_MS);
  const made = await makeVault(testDeps({ clock }));
  const keychain = createMemoryKeychain();
  addEntries(made.vault, 'one');
  await begin(made.vault, keychain);
  return { ...made, clock, keychain };
}

function begin(vault: Vault, keychain: Keychain): Promise<{ readonly endsAtMs: number }> {
  return vault.remembered.begin({ password: secretBytes(PASSWORD), keychain }, CTX);
}

/** Opens through the keychain and closes again; null, or the code of the refusal. */
function refusal({ path, deps }: MadeVault, keychain: Keychain): Promise<string | null> {
  return failureCode(async () => {
    const vault = await openVault({ path, credential: { kind: 'keychain', keychain } }, deps);
    expect(vault.readOnlyCause).toBeNull();
    expect(vault.list()).toHaveLength(1);
    await vault.close();
  });
}

async function expectOpensByPassword({ path, deps }: MadeVault): Promise<void> {
  const vault = await openVault({ path, credential: withPassword() }, deps);
  expect(vault.readOnlyCause).toBeNull();
  expect(vault.list()).toHaveLength(1);
  await vault.close();
}

const isRemembered = (path: string): boolean => readVaultHeader(path).slots.includes('keychain');

describe('a remembered unlock', () => {
  it('opens the vault without its password, for 14 days and not a millisecond more', async () => {
    const made = await rememberedVault();
    expect(readVaultHeader(made.path).rememberedUntilMs).toBe(START_MS + 14 * DAY_MS);
    expect(await refusal(made, made.keychain)).toBeNull();
    made.clock.set(START_MS + 14 * DAY_MS - 1);
    expect(await refusal(made, made.keychain)).toBeNull();
    made.clock.set(START_MS + 14 * DAY_MS);
    expect(await refusal(made, made.keychain)).toBe('vault/remember-ended');
    await expectOpensByPassword(made);
  });

  it('has one item of 32 bytes, named by vault and slot', async () => {
    const made = await rememberedVault();
    const [[account, text] = ['', '']] = [...made.keychain.items];
    expect(account).toMatch(new RegExp(`^${made.vault.id}/[0-9a-f]{32}$`));
    expect(text).toMatch(/^[0-9a-f]{64}$/);
    expect(made.keychain.items.size).toBe(1);
  });

  it('cannot be made to last by editing its end in the file', async () => {
    const made = await rememberedVault();
    const db = openSqliteFile(made.path, { area: 'vault', mode: 'write' });
    db.exec("UPDATE slots SET expires_ms = expires_ms + 1 WHERE kind = 'keychain'");
    db.close();
    expect(await refusal(made, made.keychain)).toBe('vault/remember-ended');
  });

  it('is refused where the clock is more than a day behind the last write', async () => {
    const made = await rememberedVault();
    made.clock.set(START_MS - DAY_MS);
    expect(await refusal(made, made.keychain)).toBeNull();
    made.clock.set(START_MS - DAY_MS - 1);
    expect(await refusal(made, made.keychain)).toBe('vault/remember-ended');
    await expectOpensByPassword(made);
  });

  it('begins anew with each password, with another slot and another item', async () => {
    const made = await rememberedVault();
    const [former] = made.keychain.items.keys();
    made.clock.set(START_MS + DAY_MS);
    expect(await begin(made.vault, made.keychain)).toEqual({ endsAtMs: START_MS + 15 * DAY_MS });
    expect([...made.keychain.items.keys()]).toHaveLength(1);
    expect(made.keychain.items.has(former ?? '')).toBe(false);
    expect(await refusal(made, made.keychain)).toBeNull();
  });

  it('takes the password to begin', async () => {
    const made = await makeVault();
    const keychain = createMemoryKeychain();
    const attempt = () =>
      made.vault.remembered.begin({ password: secretBytes('not the password'), keychain }, CTX);
    expect(await failureCode(attempt)).toBe('vault/wrong-password');
    expect(keychain.items.size).toBe(0);
  });

  it.each(UNUSABLE)('is not begun where the keychain is %s', async (state, code) => {
    const made = await makeVault();
    addEntries(made.vault, 'one');
    const keychain = createMemoryKeychain(state);
    expect(await failureCode(() => begin(made.vault, keychain))).toBe(code);
    expect(isRemembered(made.path)).toBe(false);
    await expectOpensByPassword(made);
  });

  it.each(UNUSABLE)(
    'does not open where the keychain is %s, keeps its slot, and the password opens',
    async (state, code) => {
      const made = await rememberedVault();
      made.keychain.state = state;
      expect(await refusal(made, made.keychain)).toBe(code);
      await expectOpensByPassword(made);
      expect(isRemembered(made.path)).toBe(true);
      made.keychain.state = 'ready';
      expect(await refusal(made, made.keychain)).toBeNull();
    },
  );

  it('takes a missing item for a locked keychain, and keeps its slot', async () => {
    const made = await rememberedVault();
    made.keychain.items.clear();
    expect(await refusal(made, made.keychain)).toBe('keychain/locked');
    await made.vault.remembered.sweep(made.keychain, CTX);
    expect(isRemembered(made.path)).toBe(true);
    await expectOpensByPassword(made);
  });

  it.each(['no key', '00'.repeat(32)])('does not open by a changed item (%s)', async (text) => {
    const made = await rememberedVault();
    for (const account of made.keychain.items.keys()) made.keychain.items.set(account, text);
    expect(await refusal(made, made.keychain)).toBe('vault/remember-ended');
    await expectOpensByPassword(made);
  });
});

describe('forgetting', () => {
  it('deletes the item, then the slot, and the keychain opens nothing any more', async () => {
    const made = await rememberedVault();
    const answer = await made.vault.remembered.end(made.keychain, CTX);
    expect(answer).toEqual({ wasRemembered: true });
    expect(made.keychain.items.size).toBe(0);
    expect(isRemembered(made.path)).toBe(false);
    expect(await refusal(made, made.keychain)).toBe('vault/locked');
    expect(made.vault.readEvents(0, 100).at(-1)?.kind).toBe('vault.forgotten');
    expect(await made.vault.remembered.end(made.keychain, CTX)).toEqual({ wasRemembered: false });
  });

  it.each(UNUSABLE)('keeps the slot where the keychain is %s', async (state, code) => {
    const made = await rememberedVault();
    made.keychain.state = state;
    expect(await failureCode(() => made.vault.remembered.end(made.keychain, CTX))).toBe(code);
    expect(isRemembered(made.path)).toBe(true);
  });

  it('keeps the slot where the item does not go', async () => {
    const made = await rememberedVault();
    const keychain = { ...made.keychain, delete: async () => true };
    expect(await failureCode(() => made.vault.remembered.end(keychain, CTX))).toBe(
      'keychain/refused',
    );
    expect(isRemembered(made.path)).toBe(true);
  });
});

describe('the sweep', () => {
  it('ends what has expired, and asks the keychain for nothing where there is nothing to do', async () => {
    const made = await rememberedVault();
    const untouchable: Keychain = {
      probe: () => Promise.reject(new Error('asked')),
      get: () => Promise.reject(new Error('asked')),
      set: () => Promise.reject(new Error('asked')),
      delete: () => Promise.reject(new Error('asked')),
    };
    await made.vault.remembered.sweep(untouchable, CTX);
    made.clock.set(START_MS + 14 * DAY_MS);
    await expect(made.vault.remembered.sweep(untouchable, CTX)).rejects.toThrow('asked');
    await made.vault.remembered.sweep(made.keychain, CTX);
    expect(made.keychain.items.size).toBe(0);
    expect(isRemembered(made.path)).toBe(false);
  });

  it('removes an item whose making was interrupted before its slot was written', async () => {
    const made = await makeVault();
    const keychain = createMemoryKeychain();
    const set = async (...item: Parameters<Keychain['set']>): Promise<void> => {
      await keychain.set(...item);
      throw keychainError('hung');
    };
    expect(await failureCode(() => begin(made.vault, { ...keychain, set }))).toBe('keychain/hung');
    expect(keychain.items.size).toBe(1);
    expect(isRemembered(made.path)).toBe(false);
    await made.vault.remembered.sweep(keychain, CTX);
    expect(keychain.items.size).toBe(0);
  });

  it('leaves a locked keychain for later, and does not stand in the way', async () => {
    const made = await rememberedVault();
    made.clock.set(START_MS + 14 * DAY_MS);
    made.keychain.state = 'locked';
    await made.vault.remembered.sweep(made.keychain, CTX);
    expect(isRemembered(made.path)).toBe(true);
    made.keychain.state = 'ready';
    await made.vault.remembered.sweep(made.keychain, CTX);
    expect(isRemembered(made.path)).toBe(false);
  });

  it('removes the item of a vault that was given another key, which ends the remembering', async () => {
    const made = await rememberedVault();
    const rekey = { password: secretBytes(PASSWORD), recoveryCode: newRecoveryCode() };
    await made.vault.rekey(rekey, CTX);
    expect(isRemembered(made.path)).toBe(false);
    expect(made.keychain.items.size).toBe(1);
    await made.vault.remembered.sweep(made.keychain, CTX);
    expect(made.keychain.items.size).toBe(0);
    expect(made.vault.verifyChain().ok).toBe(true);
  });
});
