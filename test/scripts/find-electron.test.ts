/** How `npm start` opens the window, on made-up installations: a folder with an `electron` package whose program is a script. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const finder = join(project, 'scripts/find-electron.mjs');
const opener = join(project, 'scripts/open-window.mjs');
const display = { DISPLAY: ':99', ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };

interface Found {
  readonly kind: string;
  readonly command?: string;
  readonly lines: readonly string[];
}

describe.runIf(process.platform === 'linux')('finding Electron', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kw-electron-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function addPackage(): string {
    const folder = join(root, 'node_modules/electron');
    mkdirSync(join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"name":"electron","version":"1.2.3"}');
    return folder;
  }

  function addProgram(script: string): string {
    const folder = addPackage();
    const path = join(folder, 'dist/electron');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    writeFileSync(join(folder, 'path.txt'), 'electron');
    return path;
  }

  function addStandIn(): void {
    mkdirSync(join(root, 'test'));
    symlinkSync(join(project, 'test/stand-in'), join(root, 'test/stand-in'));
  }

  function run(script: string, env: Record<string, string>): SpawnSyncReturns<string> {
    const { PATH = '' } = process.env;
    const options = { env: { PATH, ...env }, encoding: 'utf8' } as const;
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], options);
  }

  function find(env: Record<string, string>): Found {
    const { stdout, stderr } = run(
      `const { findElectron } = await import(${JSON.stringify(finder)});
       const lines = [];
       const found = await findElectron({ root: ${JSON.stringify(root)}, env: process.env, say: (line) => lines.push(line) });
       console.log(JSON.stringify({ kind: found.kind, command: found.command, lines }));`,
      env,
    );
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Found;
  }

  it('opens nothing without a display, and says so', () => {
    addProgram('exit 0');
    expect(find({})).toMatchObject({
      kind: 'none',
      lines: [expect.stringContaining('No display')],
    });
  });

  it('takes the program that is installed, where it runs', () => {
    const path = addProgram('exit 0');
    expect(find(display)).toMatchObject({ kind: 'electron', command: path });
  });

  it('names the program that is missing, and opens the stand-in instead, in one line', () => {
    addPackage();
    addStandIn();
    const { kind, lines } = find({ ...display, ELECTRON_STANDIN_CHROMIUM: '/bin/true' });
    expect(kind).toBe('stand-in');
    expect(lines).toEqual([
      "Electron's program is missing (ELECTRON_SKIP_BINARY_DOWNLOAD is set): opening the same program in a window of /bin/true instead.",
    ]);
  });

  it('says why a program does not run here', () => {
    addProgram('echo "libnss3.so: cannot open shared object file" >&2; exit 127');
    const { kind, lines } = find(display);
    expect(kind).toBe('none');
    expect(lines[0]).toContain('libnss3.so: cannot open shared object file');
  });

  it('names the host that cannot be reached', () => {
    addPackage();
    const { lines } = find({ DISPLAY: ':99', ELECTRON_MIRROR: 'http://127.0.0.1:1/' });
    expect(lines[0]).toMatch(/^Electron's program is missing \(127\.0\.0\.1:1 cannot be reached/);
  });

  it('fetches the program with Electron’s own installer', () => {
    const folder = addPackage();
    const make = `const fs = require('fs'); const { join } = require('path');
      fs.writeFileSync(join(__dirname, 'dist/electron'), '#!/bin/sh\\nexit 0\\n', { mode: 0o755 });
      fs.writeFileSync(join(__dirname, 'path.txt'), 'electron');`;
    writeFileSync(join(folder, 'install.js'), make);
    const { kind, lines } = find({ DISPLAY: ':99', HTTPS_PROXY: 'http://127.0.0.1:1/' });
    expect(kind).toBe('electron');
    expect(lines[0]).toBe('Fetching Electron 1.2.3 (about 120 MB) …');
  });

  it('gives back the exit code of the program, and what it was told', () => {
    addProgram(`case "$1" in --version) exit 0;; esac; echo "$@" > ${root}/told; exit 7`);
    const { stdout } = run(
      `const { openWindow } = await import(${JSON.stringify(opener)});
       console.log(await openWindow({ root: ${JSON.stringify(root)}, args: ['keywright://x'] }));`,
      display,
    );
    expect(stdout.trim()).toBe('7');
    expect(readFileSync(join(root, 'told'), 'utf8').trim()).toMatch(/ keywright:\/\/x$/);
  });

  it('ends the program with itself, also one that does not listen', async () => {
    addProgram(
      `case "$1" in --version) exit 0;; esac; trap '' TERM INT; echo $$ > ${root}/pid; while :; do sleep 0.1; done`,
    );
    const script = `const { openWindow } = await import(${JSON.stringify(opener)});
      await openWindow({ root: ${JSON.stringify(root)} });`;
    const env = { PATH: process.env['PATH'] ?? '', ...display };
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env,
      stdio: 'ignore',
    });
    const ended = once(parent, 'exit');
    await vi.waitUntil(
      () => existsSync(join(root, 'pid')) && readFileSync(join(root, 'pid'), 'utf8') !== '',
      {
        timeout: 60_000,
      },
    );
    const pid = Number(readFileSync(join(root, 'pid'), 'utf8'));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGTERM');
    parent.kill('SIGINT');
    await ended;
    await vi.waitUntil(() => !isAlive(pid), { timeout: 60_000 });
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
