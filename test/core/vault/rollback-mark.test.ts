import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Keychain } from '../../../src-core/keychain/keychain.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import { KeychainRollbackMark } from '../../../src-core/vault/keychain-rollback-mark.ts';
import { MarkKeeper } from '../../../src-core/vault/mark-keeper.ts';
import type { RollbackMark, VaultMark } from '../../../src-core/vault/rollback-mark.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { VaultId } from '../../../src-shared/ids/ids.ts';
import {
  addEntries,
  failureCode,
  type MadeVault,
  makeVault,
  reopen,
  temporaryFolder,
  testDeps,
} from './vault-fixture.ts';

function memoryKeychain(items = new Map<string, string>()): Keychain {
  return {
    probe: async () => ({ state: 'ready', backend: 'memory', explanation: 'A test.' }),
    get: async (account) => {
      const value = items.get(account);
      return value === undefined ? null : new SecretText(value);
    },
    set: async (account, value) => {
      items.set(account, value.expose());
    },
    delete: async (account) => items.delete(account),
  };
}

const TIMEOUT_MS = 50;

async function markedVault(keychain: Keychain = memoryKeychain()): Promise<MadeVault> {
  const vaultPath = join(temporaryFolder(), 'vault.db');
  const place = { keychain, vaultPath, timeoutMs: TIMEOUT_MS };
  return await makeVault(testDeps({ rollbackMark: new KeychainRollbackMark(place) }));
}

/** Puts an older copy of the file back, as a thief or a backup program would. */
async function setBack(made: MadeVault): Promise<void> {
  addEntries(made.vault, 'old');
  await made.vault.close();
  const copy = join(made.folder, 'copy.db');
  copyFileSync(made.path, copy);
  const vault = await reopen(made);
  addEntries(vault, 'new');
  await vault.close();
  copyFileSync(copy, made.path);
}

describe('the rollback mark', () => {
  it('opens an older copy read-only, until the person accepts it', async () => {
    const made = await markedVault();
    await setBack(made);
    const warned = await reopen(made);
    expect(warned.readOnlyCause).toBe('rolled-back');
    expect(await failureCode(() => addEntries(warned, 'x'))).toBe('vault/rolled-back');
    expect(warned.list().map((entry) => entry.overview.name)).toEqual(['old']);
    await warned.close();
    const accepted = await reopen(made, { acceptRollback: true });
    expect(accepted.readOnlyCause).toBeNull();
    expect(accepted.readEvents(0, 20).at(-1)?.kind).toBe('vault.rollback-accepted');
    addEntries(accepted, 'x');
    await accepted.close();
    expect((await reopen(made)).readOnlyCause).toBeNull();
  });

  it('finds nothing without a mark, as a device that never saw the newer file (control)', async () => {
    const made = await makeVault();
    await setBack(made);
    expect((await reopen(made)).readOnlyCause).toBeNull();
  });

  it('finds another file with the same generation', async () => {
    const made = await markedVault();
    addEntries(made.vault, 'base');
    await made.vault.close();
    const fork = join(made.folder, 'fork.db');
    copyFileSync(made.path, fork);
    const unmarked = { ...made, deps: testDeps() };
    const other = await reopen(unmarked, { path: fork });
    addEntries(other, 'theirs');
    await other.close();
    const mine = await reopen(made);
    addEntries(mine, 'mine');
    await mine.close();
    copyFileSync(fork, made.path);
    expect((await reopen(made)).readOnlyCause).toBe('rolled-back');
  });

  it.each([
    ['is missing', () => Promise.reject(new KeywrightError('keychain/missing', 'none'))],
    ['never answers', () => new Promise<never>(() => undefined)],
    ['is locked', () => Promise.resolve(null)],
    ['holds something else', () => Promise.resolve(new SecretText('?'))],
  ])('never keeps the vault shut when the keychain %s', async (_name, get) => {
    const made = await markedVault({ ...memoryKeychain(), get });
    addEntries(made.vault, 'one');
    await made.vault.close();
    const vault = await reopen(made);
    expect(vault.readOnlyCause).toBeNull();
    expect(vault.list()).toHaveLength(1);
  });

  it('never goes back when two programs write it', async () => {
    const items = new Map<string, string>();
    const vaultPath = join(temporaryFolder(), 'vault.db');
    const place = { keychain: memoryKeychain(items), vaultPath, timeoutMs: TIMEOUT_MS };
    const marks = [new KeychainRollbackMark(place), new KeychainRollbackMark(place)] as const;
    const id = 'vlt_x' as VaultId;
    const mark = (generation: number): VaultMark => ({
      generation,
      manifestHash: Buffer.alloc(32, generation),
    });
    const written = await Promise.all([
      marks[0].advance(id, mark(9)),
      marks[1].advance(id, mark(8)),
    ]);
    expect(written).toEqual([true, true]);
    expect(await marks[1].read(id)).toEqual(mark(9));
    rmSync(vaultPath, { force: true });
  });
});

describe('the mark keeper', () => {
  it('marks the first commit at once, later ones at most every five seconds, and the last at the end', async () => {
    vi.useFakeTimers();
    try {
      const seen: number[] = [];
      const place: RollbackMark = {
        read: async () => null,
        advance: async (_id, { generation }) => {
          seen.push(generation);
          return true;
        },
      };
      const keeper = new MarkKeeper('vlt_x' as VaultId, place);
      const note = (generation: number) => {
        keeper.note({ generation, manifestHash: Buffer.alloc(32) });
      };
      for (const generation of [1, 2, 3]) note(generation);
      await vi.advanceTimersByTimeAsync(4_999);
      expect(seen).toEqual([1]);
      await vi.advanceTimersByTimeAsync(1);
      expect(seen).toEqual([1, 3]);
      note(4);
      await keeper.finish();
      expect(seen).toEqual([1, 3, 4]);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
