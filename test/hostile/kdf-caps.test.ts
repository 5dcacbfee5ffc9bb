/**
 * Attack: a vault file that asks for password hashing so large that it takes the machine down, or so small that guessing is cheap.
 * The hashing function is watched, not run: what reaches it would have been allocated.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as KdfModule from '../../src-core/crypto/kdf-parameters.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { openVault } from '../../src-core/vault/open-vault.ts';
import { verifyBackup } from '../../src-core/vault/verify-backup.ts';
import { codeOfAsync } from '../code-of.ts';
import { printedSeed, SeededChoice } from '../core/vault/seeded-choice.ts';
import { testDeps, withPassword } from '../core/vault/vault-fixture.ts';
import { memoryFolder } from '../memory-folder.ts';
import { scaled, scaledTimeoutMs } from '../scale.ts';
import { mutateDatabase } from './byte-mutations.ts';
import { runHostile } from './hostile-run.ts';
import { type HostileVault, makeHostileVault, removeDatabase } from './hostile-vault.ts';

interface HashingCall {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

const watched = vi.hoisted(() => ({
  calls: [] as HashingCall[],
  areCapsOff: false,
  isWatching: false,
}));

vi.mock('@node-rs/argon2', async (importOriginal) => {
  const original = await importOriginal<typeof Argon2>();
  const hashRaw: typeof original.hashRaw = (password, options) => {
    if (!watched.isWatching) return original.hashRaw(password, options);
    watched.calls.push(options as HashingCall);
    return Promise.resolve(Buffer.alloc(32, 7));
  };
  return { ...original, hashRaw };
});

vi.mock('../../src-core/crypto/kdf-parameters.ts', async (importOriginal) => {
  const original = await importOriginal<typeof KdfModule>();
  const assertKdfAccepted: typeof original.assertKdfAccepted = (kdf) => {
    if (!watched.areCapsOff) original.assertKdfAccepted(kdf);
  };
  return { ...original, assertKdfAccepted };
});

const CASES = Math.max(1_000, scaled(1_000));
const BYTE_CASES = Math.max(2_000, scaled(2_000));
const folder = memoryFolder();
let vault: HostileVault;

beforeAll(async () => {
  vault = await makeHostileVault(folder.path, testDeps());
});
beforeEach(() => {
  watched.calls.length = 0;
  watched.isWatching = true;
  watched.areCapsOff = false;
});
afterAll(() => folder.remove());

const MIB = 1_024;

/** formats: floor 19 MiB and 2 passes; ceiling 256 MiB without asking, 20 passes, 16 lanes, 4 GiB in all. */
function isOutsideCaps({ memoryCost, timeCost, parallelism }: HashingCall): boolean {
  return !(
    memoryCost >= 19 * MIB &&
    memoryCost <= 256 * MIB &&
    timeCost >= 2 &&
    timeCost <= 20 &&
    parallelism >= 1 &&
    parallelism <= 16 &&
    memoryCost * timeCost <= 4_096 * MIB
  );
}

const EDGES = [0, 1, 2, 3, 16, 17, 20, 21, 19_455, 19_456, 262_144, 262_145, 1_048_576, 1_048_577];
const HUGE = [0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 2 ** 32, 2 ** 53, -1];

function anyNumber(choice: SeededChoice): number {
  const kind = choice.below(3);
  if (kind === 0) return choice.of(EDGES);
  return kind === 1 ? choice.of(HUGE) : choice.below(400_000);
}

function vaultWith(slot: readonly [number, number, number]): string {
  const path = placed(vault.bytes);
  const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
  db.prepare("UPDATE slots SET memory_kib = ?, passes = ?, lanes = ? WHERE kind = 'password'").run(
    ...slot,
  );
  db.close();
  return path;
}

function placed(bytes: Buffer): string {
  const path = join(folder.path, 'asking.db');
  removeDatabase(path);
  writeFileSync(path, bytes);
  return path;
}

async function openByPassword(path: string): Promise<unknown> {
  const opened = await codeOfAsync(async () => {
    const found = await openVault({ path, credential: withPassword() }, vault.deps);
    await found.close();
  });
  return opened;
}

async function askAtRandom(): Promise<Set<unknown>> {
  const choice = new SeededChoice(printedSeed('hashing parameters'));
  const codes = new Set<unknown>();
  for (let left = CASES; left > 0; left -= 1) {
    const memory = choice.below(4) === 0 ? 19_456 + choice.below(243_000) : anyNumber(choice);
    const small = (): number => (choice.below(2) === 0 ? 1 + choice.below(20) : anyNumber(choice));
    codes.add(await openByPassword(vaultWith([memory, small(), small()])));
  }
  return codes;
}

describe('password hashing', () => {
  it('is never called with parameters out of range, whatever the file asks for', {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    const codes = await askAtRandom();
    expect(watched.calls.filter(isOutsideCaps)).toEqual([]);
    expect(watched.calls.length).toBeGreaterThan(10);
    expect(Array.from(codes).toSorted()).toEqual([
      'vault/damaged',
      'vault/kdf-refused',
      'vault/wrong-password',
    ]);
  });

  it('would be called so without the check (control)', {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    watched.areCapsOff = true;
    await askAtRandom();
    expect(watched.calls.filter(isOutsideCaps).length).toBeGreaterThan(10);
  });

  it('is not called for the password of a backup that asks for too much', async () => {
    const path = vaultWith([1_048_576, 5, 1]);
    expect(await codeOfAsync(() => verifyBackup(path, withPassword()))).toBe('vault/kdf-refused');
    expect(watched.calls).toEqual([]);
  });

  it('is called at most four times, however many password slots the file has', async () => {
    const path = placed(vault.bytes);
    const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
    const double = db.prepare(
      `INSERT INTO slots SELECT randomblob(16), kind, epoch, created_ms, expires_ms, memory_kib, passes, lanes, salt, wrapped
       FROM slots WHERE kind = 'password' LIMIT 1`,
    );
    for (let left = 3; left > 0; left -= 1) double.run();
    expect(await openByPassword(path)).toBe('vault/wrong-password');
    expect(watched.calls).toHaveLength(4);
    double.run();
    db.close();
    expect(await openByPassword(path)).toBe('vault/damaged');
    expect(watched.calls).toHaveLength(4);
  });

  it('stays within range, and its vault ends in a code, where any byte of the file was changed', {
    timeout: scaledTimeoutMs(3_600_000),
  }, async () => {
    const report = await runHostile({
      title: 'mutated vaults, by password',
      cases: BYTE_CASES,
      original: vault.bytes,
      mutate: mutateDatabase,
      read: async (bytes) => {
        const found = await openVault(
          { path: placed(bytes), credential: withPassword() },
          vault.deps,
        );
        await found.close();
        return 'opened';
      },
    });
    expect(report.faults).toEqual([]);
    expect(watched.calls.filter(isOutsideCaps)).toEqual([]);
    // The watched function gives another key than the real one, so no copy opens.
    expect(report.outcomes.get('opened')).toBeUndefined();
    expect(report.outcomes.get('vault/wrong-password')).toBeGreaterThan(BYTE_CASES / 4);
  });
});
