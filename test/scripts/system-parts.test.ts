import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const module = fileURLToPath(new URL('../../scripts/system-parts.mjs', import.meta.url));

describe.runIf(process.platform === 'linux')('the system parts of the tests', () => {
  let bin: string;
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'kw-bin-'));
    for (const name of ['sh', 'touch', 'chmod']) symlinkSync(`/bin/${name}`, join(bin, name));
  });
  afterEach(() => rmSync(bin, { recursive: true, force: true }));

  function addProgram(name: string, script: string): void {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  /** What `ensureSystemParts` returns for xclip where only `bin` is searched and the user has the given id. */
  function ensureClipboard(userId: number): string | null {
    const script = `process.getuid = () => ${userId};
      const { ensureSystemParts } = await import(${JSON.stringify(module)});
      process.stdout.write('\\n' + JSON.stringify(ensureSystemParts(['clipboard'])));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: bin },
      encoding: 'utf8',
    });
    return JSON.parse(run.stdout.split('\n').at(-1) ?? '') as string | null;
  }

  it('asks for nothing where everything is there', () => {
    addProgram('xclip', '');
    expect(ensureClipboard(1000)).toBeNull();
  });

  it('installs what is missing as root on Debian, after an update, without questions', () => {
    addProgram(
      'apt-get',
      `echo "$DEBIAN_FRONTEND $*" >> ${bin}/log; case "$1" in install) touch ${bin}/xclip; chmod +x ${bin}/xclip;; esac`,
    );
    expect(ensureClipboard(0)).toBeNull();
    expect(readFileSync(join(bin, 'log'), 'utf8').trim().split('\n')).toEqual([
      'noninteractive update',
      'noninteractive install -y --no-install-recommends xclip',
    ]);
  });

  it('says the command where installing did not help', () => {
    addProgram('apt-get', 'exit 1');
    expect(ensureClipboard(0)).toContain('apt-get update && apt-get install -y xclip');
  });

  it('installs nothing for another user, and says the one command', () => {
    addProgram('apt-get', `touch ${bin}/log`);
    expect(ensureClipboard(1000)).toMatch(/xclip; run: sudo sh -c 'apt-get update && .* xclip'$/);
    expect(existsSync(join(bin, 'log'))).toBe(false);
  });

  it('names the command of other systems', () => {
    addProgram('dnf', '');
    expect(ensureClipboard(1000)).toContain('sudo dnf install -y xclip');
  });
});
