/** bin/keywright.mjs: runs on any Node far enough to say that it is too old. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from './program.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function runAs(version: string, program = PROGRAM): ReturnType<typeof spawnSync> {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  const url = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ['--import', url, program, '--version'], { encoding: 'utf8' });
}

describe('launcher', () => {
  it.each(['0.12.18', '20.20.2', '22.22.2', '24.14.9'])(
    'says in one line that Node %s is too old, with exit 2',
    (version) => {
      const done = runAs(version);
      expect(done.status).toBe(2);
      expect(done.stdout).toBe('');
      expect(done.stderr).toBe(
        `keywright: needs Node.js 24.15 or newer, and this is ${version}; install a newer one and try again\n`,
      );
    },
  );

  it.each(['24.15.0', '25.0.0'])('runs on Node %s', (version) => {
    expect(runAs(version)).toMatchObject({ status: 0, stderr: '' });
  });

  it('imports nothing before it has looked at the version', () => {
    const source = readFileSync(PROGRAM, 'utf8');
    expect(source).not.toMatch(/^\s*import\s+[^(]/m);
    expect(source.indexOf('process.versions.node')).toBeLessThan(source.indexOf('import('));
  });

  it('says how to build where there is no bundle', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kw-launcher-'));
    folders.push(folder);
    mkdirSync(join(folder, 'bin'));
    cpSync(PROGRAM, join(folder, 'bin/keywright.mjs'));
    const done = spawnSync(process.execPath, [join(folder, 'bin/keywright.mjs')], {
      encoding: 'utf8',
    });
    expect(done).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'keywright: the program is not built yet; run `npm run build` in its folder\n',
    });
  });
});
