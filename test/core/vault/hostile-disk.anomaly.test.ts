import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBackup } from '../../../src-core/vault/verify-backup.ts';
import { type BundledProgram, bundleProgram } from './child-program.ts';
import { addEntries, type MadeVault, makeVault, reopen, temporaryFolder } from './vault-fixture.ts';

const STEP_KIB = 16;
const NOBODY = 65_534;

let program: BundledProgram;

beforeAll(async () => {
  program = await bundleProgram(new URL('./one-change.ts', import.meta.url));
});

afterAll(() => {
  program.remove();
});

interface Seen {
  readonly cause?: string | null;
  readonly entries?: number;
  readonly ended: string;
}

interface Limits {
  readonly fileKib?: number;
  readonly uid?: number;
}

function run(input: object, { fileKib, uid }: Limits): Seen {
  const script = fileKib === undefined ? 'exec "$@"' : `ulimit -f ${fileKib}; exec "$@"`;
  const who = uid === undefined ? {} : { uid, gid: uid };
  const ran = spawnSync('bash', ['-c', script, 'bash', process.execPath, program.file], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    ...who,
  });
  if (ran.stdout === '') throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as Seen;
}

async function smallVault(): Promise<MadeVault> {
  const made = await makeVault();
  addEntries(made.vault, 'one');
  await made.vault.close();
  return made;
}

describe('a disk that takes no more, at every size from nothing on', () => {
  it.each(['add', 'reveal', 'password', 'backup'] as const)(
    'ends %s with a typed error and the vault as it was, until it fits',
    { timeout: 300_000 },
    async (action) => {
      const made = await smallVault();
      const refusals: string[] = [];
      for (let fileKib = 0; ; fileKib += STEP_KIB) {
        const folder = temporaryFolder();
        const path = join(folder, 'vault.db');
        copyFileSync(made.path, path);
        const target = action === 'password' ? 'another long password' : join(folder, 'b.kw');
        const input = { path, code: made.recoveryCode.expose(), action, target };
        const { ended } = run(input, { fileKib });
        const vault = await reopen(made, { path });
        expect(vault.readOnlyCause).toBeNull();
        expect(vault.verifyChain().ok).toBe(true);
        expect(vault.list()).toHaveLength(ended === 'done' && action === 'add' ? 2 : 1);
        await vault.close();
        if (ended === 'done') break;
        expect(ended).toMatch(/^(disk\/(full|failed)|vault\/read-only|file\/unwritable)$/);
        expect(existsSync(target)).toBe(false);
        expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
        refusals.push(ended);
      }
      expect(refusals.length).toBeGreaterThan(0);
    },
  );
});

describe('a vault that may not be written', () => {
  /** Without root's rights, for which no mode counts. */
  function asNobody(made: MadeVault, folder: string, action: string): Seen {
    const input = {
      path: join(folder, 'vault.db'),
      code: made.recoveryCode.expose(),
      action,
      target: join(folder, 'b.kw'),
    };
    return run(input, process.getuid?.() === 0 ? { uid: NOBODY } : {});
  }

  async function lockedDown(modes: { file: number; folder: number }): Promise<[MadeVault, string]> {
    const made = await smallVault();
    const folder = temporaryFolder();
    const path = join(folder, 'vault.db');
    copyFileSync(made.path, path);
    if (process.getuid?.() === 0) for (const own of [folder, path]) chownSync(own, NOBODY, NOBODY);
    chmodSync(path, modes.file);
    chmodSync(folder, modes.folder);
    return [made, folder];
  }

  it('opens read-only where only the file is locked; a list works, a reveal needs its event and is refused', async () => {
    const [made, folder] = await lockedDown({ file: 0o400, folder: 0o700 });
    const refused = { cause: 'unwritable', entries: 1, ended: 'vault/read-only' };
    expect(asNobody(made, folder, 'reveal')).toEqual(refused);
    expect(asNobody(made, folder, 'add')).toEqual(refused);
    expect(asNobody(made, folder, 'password')).toEqual(refused);
    expect(asNobody(made, folder, 'backup')).toMatchObject({ ended: 'done' });
    const credential = { kind: 'recovery', code: made.recoveryCode } as const;
    expect(await verifyBackup(join(folder, 'b.kw'), credential)).toMatchObject({ entries: 1 });
  });

  it('is reported as such where the folder is locked, too', async () => {
    const [made, folder] = await lockedDown({ file: 0o600, folder: 0o500 });
    expect(asNobody(made, folder, 'add').ended).toBe('vault/read-only');
    chmodSync(folder, 0o700);
    expect(asNobody(made, folder, 'add').ended).toBe('done');
  });
});
