import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupName } from '../../src-core/vault/backup-rotation.ts';
import type { Engine } from '../../src-engine/engine.ts';
import { openEngine } from '../../src-engine/open-engine.ts';
import { ENTRY, makeWorkbench, PASSWORD, secret, type Workbench } from './workbench.ts';

let bench: Workbench;
let backupsDir: string;

beforeEach(async () => {
  bench = await makeWorkbench();
  backupsDir = join(bench.places.dataDir, 'backups');
});

afterEach(() => bench.remove());

function open(isUpkeepLater: boolean): Promise<Engine> {
  const credential = { kind: 'password', password: secret(PASSWORD) } as const;
  const unlock = { credential, acceptRollback: false, via: 'window', isUpkeepLater } as const;
  return openEngine(unlock, { ...bench.deps, backupsDir });
}

describe('an unlock that puts its upkeep off', () => {
  it('makes the backup of the day when it is told to, while calls are answered', async () => {
    const engine = await open(true);
    expect(existsSync(backupsDir)).toBe(false);
    const made = engine.backUp();
    await engine.call('entry:add', ENTRY, 'window');
    await made;
    expect(readdirSync(backupsDir)).toHaveLength(1);
    expect((await engine.call('engine:status', {}, 'window')).backupFault).toBeNull();
    await engine.close();
  });

  it('leaves nothing half done where it is locked meanwhile', async () => {
    const engine = await open(true);
    const outcomes = Promise.allSettled([engine.settle(), engine.backUp()]);
    await engine.close();
    await outcomes;
    const left = existsSync(backupsDir) ? readdirSync(backupsDir) : [];
    expect(left.filter((name) => name !== backupName(bench.clock.nowMs()))).toEqual([]);
    const again = await bench.unlock();
    await again.close();
  });

  it('has nothing left to do where it was done at once (control)', async () => {
    const engine = await open(false);
    expect(readdirSync(backupsDir)).toHaveLength(1);
    await engine.settle();
    await engine.backUp();
    expect(readdirSync(backupsDir)).toHaveLength(1);
    await engine.close();
  });
});
