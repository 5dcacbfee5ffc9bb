/** `doctor` and `doctor --repair` as a person runs them; and files of a newer program, which every command refuses by name. */
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { openUsageForWriting } from '../../src-core/usage/usage-file.ts';
import { asideNames, snapshot } from '../core/repair/repair-home.ts';
import { createTestHome, type TestHome } from './program.ts';

const PASSWORD_FILE = ['--password-file', 'password.txt'];

interface Report {
  readonly ok: boolean;
  readonly items: readonly {
    readonly id: string;
    readonly severity: string;
    readonly fix: string | null;
    readonly repairable: boolean;
  }[];
  readonly repairs?: readonly {
    readonly id: string;
    readonly action: string;
    readonly done: boolean;
  }[];
}

let home: TestHome;
const at = (name: string): string => join(home.dir, 'home', name);

async function doctor(...options: string[]): Promise<{ report: Report; exit: number | null }> {
  const { stdout, exit } = await home.run(['doctor', '--json', ...options]);
  return { report: JSON.parse(stdout) as Report, exit };
}

async function freshHome(): Promise<void> {
  home = createTestHome();
  const made = await home.run(['init', '--pepper', 'file', '-q', ...PASSWORD_FILE]);
  expect(made.exit).toBe(0);
  // Settled once: opening the store is what a program does anyway.
  await home.run(['key', 'list']);
}

beforeAll(freshHome);
afterAll(() => home.remove());

describe('a sound home', () => {
  it('has nothing to repair, and is not changed by it', async () => {
    const before = snapshot(at('.'));
    const { report, exit } = await doctor('--repair');
    expect({ exit, ok: report.ok, repairs: report.repairs }).toEqual({
      exit: 0,
      ok: true,
      repairs: [],
    });
    expect(report.items.filter(({ repairable }) => repairable)).toEqual([]);
    expect(snapshot(at('.'))).toEqual(before);
  });
});

describe('a broken home', () => {
  it('is told of, left alone by a dry run, repaired action by action, and sound then', async () => {
    chmodSync(at('vault.db'), 0o644);
    writeFileSync(at('usage.db'), 'no database', { mode: 0o600 });
    appendFileSync(at('store.checkpoints'), '{"v":1,"sto');
    const before = snapshot(at('.'));
    const found = await doctor();
    expect(found.exit).toBe(1);
    expect(found.report.repairs).toBeUndefined();
    const dry = await doctor('--repair', '--dry-run');
    const ids = ['files/modes', 'usage/file', 'audit/checkpoint-lines'];
    expect(dry.exit).toBe(1);
    expect(dry.report.repairs?.map(({ id, done }) => [id, done])).toEqual(
      ids.map((id) => [id, false]),
    );
    expect(snapshot(at('.'))).toEqual(before);
    const mended = await home.run(['doctor', '--repair']);
    expect(mended.exit).toBe(0);
    expect(mended.stderr).toContain(`keywright: Done: Moves ${at('usage.db')} aside`);
    expect(asideNames(at('.'))).toEqual(['store.checkpoints', 'usage.db']);
    expect(statSync(at('vault.db')).mode & 0o777).toBe(0o600);
    expect((await doctor()).exit).toBe(0);
  });

  it('is refused a dry run of nothing', async () => {
    expect((await home.run(['doctor', '--dry-run'])).exit).toBe(2);
  });

  it('names the backup to restore where the vault cannot be repaired, and that is the way back', async () => {
    await home.run(['unlock', '-q', ...PASSWORD_FILE]);
    await home.run(['lock', '-q']);
    truncateSync(at('vault.db'), 8_192);
    const { report, exit } = await doctor('--repair');
    const vault = report.items.find(({ id }) => id === 'vault/file');
    expect({ exit, repairable: vault?.repairable }).toEqual({ exit: 1, repairable: false });
    const file = /restore-backup (\S+)`/.exec(vault?.fix ?? '')?.[1] ?? '';
    expect(file).toContain('/backups/vault-');
    const restored = await home.run(['restore-backup', file, '--yes', ...PASSWORD_FILE]);
    expect({ exit: restored.exit, stderr: restored.stderr.includes('Restored') }).toEqual({
      exit: 0,
      stderr: true,
    });
    expect((await doctor()).exit).toBe(0);
  });

  it('says so where the vault is gone and there are backups', async () => {
    copyFileSync(at('vault.db'), join(home.dir, 'kept.db'));
    rmSync(at('vault.db'));
    const { report, exit } = await doctor();
    expect(exit).toBe(1);
    expect(report.items.find(({ id }) => id === 'vault/file')?.fix).toContain('restore-backup');
    copyFileSync(join(home.dir, 'kept.db'), at('vault.db'));
    chmodSync(at('vault.db'), 0o600);
  });
});

describe('files of a newer program', () => {
  function raise(name: string): Buffer {
    const db = openSqliteFile(at(name), { area: 'store', mode: 'write' });
    db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true })) + 1}`);
    db.pragma('journal_mode = DELETE');
    db.close();
    return readFileSync(at(name));
  }

  it.each([
    ['vault.db', 'vault/newer', ['unlock', ...PASSWORD_FILE]],
    ['vault.db', 'vault/newer', ['vault', 'rekey', '--yes', ...PASSWORD_FILE]],
    ['store.db', 'store/newer', ['key', 'list']],
    ['store.db', 'store/newer', ['serve', '--port', '0']],
  ])('%s is refused as %s by exit 8 and left as it is: %s', async (name, code, command) => {
    const kept = readFileSync(at(name));
    const newer = raise(name);
    const { stdout, exit } = await home.run([...command, '--json']);
    expect({ code: (JSON.parse(stdout) as { error: { code: string } }).error.code, exit }).toEqual({
      code,
      exit: 8,
    });
    expect(readFileSync(at(name)).equals(newer)).toBe(true);
    const seen = await doctor('--repair');
    expect(seen.exit).toBe(1);
    expect(readFileSync(at(name)).equals(newer)).toBe(true);
    writeFileSync(at(name), kept);
    expect((await home.run(['key', 'list'])).exit).toBe(0);
  });

  it('usage.db stops nothing, is named by doctor and left as it is', async () => {
    await home.run(['unlock', '-q', ...PASSWORD_FILE]);
    await home.run(['api', 'create', 'used', '--prefix', 'used']);
    const issued = await home.run([
      'issue',
      '--name',
      'k',
      '--api',
      'used',
      '--env',
      'live',
      '--owner',
      'team:x',
    ]);
    openUsageForWriting(at('usage.db')).close();
    const newer = raise('usage.db');
    const verified = await home.run(['verify'], issued.stdout);
    expect({ exit: verified.exit, stderr: verified.stderr }).toMatchObject({ exit: 0 });
    const { report, exit } = await doctor('--repair');
    expect(exit).toBe(1);
    expect(report.items.find(({ id }) => id === 'usage/file')).toMatchObject({
      severity: 'problem',
      repairable: false,
    });
    expect(readFileSync(at('usage.db')).equals(newer)).toBe(true);
  });
});
