import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listBackups } from '../../src-core/vault/automatic-backups.ts';
import { readVaultHeader } from '../../src-core/vault/vault-header.ts';
import { makeWorkbench, unlock, type Workbench } from './workbench.ts';

const DAY_MS = 86_400_000;

let bench: Workbench;
let backupsDir: string;

beforeEach(async () => {
  bench = await makeWorkbench();
  backupsDir = join(bench.places.dataDir, 'backups');
});

afterEach(() => bench.remove());

/** Unlocks and locks; what the status said of the backup. */
async function unlockOnce(): Promise<string | null> {
  const engine = await unlock({ ...bench.deps, backupsDir });
  const { backupFault } = await engine.call('engine:status', {}, 'cli');
  await engine.close();
  return backupFault;
}

describe('unlocking', () => {
  it('makes a backup on the first unlock of each day', async () => {
    expect([await unlockOnce(), await unlockOnce()]).toEqual([null, null]);
    const header = readVaultHeader(bench.places.vaultFile);
    expect(listBackups(backupsDir, header)).toHaveLength(1);
    bench.clock.step(DAY_MS);
    expect(await unlockOnce()).toBeNull();
    expect(listBackups(backupsDir, header)).toHaveLength(2);
  });

  it('is not held up by a place that takes no backup', async () => {
    writeFileSync(backupsDir, '');
    expect(await unlockOnce()).toBe('file/unwritable');
  });

  it('makes none where no place is given (control)', async () => {
    const engine = await bench.unlock();
    await engine.close();
    expect(existsSync(backupsDir)).toBe(false);
  });
});
