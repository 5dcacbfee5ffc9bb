import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClipboard } from '../../../src-core/clipboard/clipboard.ts';
import { clipboardPrograms } from '../../../src-core/clipboard/clipboard-program.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';

const files = (env: Record<string, string>, platform: NodeJS.Platform): string[] =>
  clipboardPrograms(env, platform).map((program) => program.copy[0]?.file ?? '');

describe('the choice of a clipboard program', () => {
  it('follows the platform and the session', () => {
    expect(files({}, 'darwin')).toEqual(['/usr/bin/pbcopy']);
    expect(files({}, 'win32')).toEqual(['clip.exe']);
    expect(files({ WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, 'linux')).toEqual(['wl-copy', 'xclip']);
    expect(files({ DISPLAY: ':0' }, 'linux')).toEqual(['xclip']);
    expect(files({ WSL_DISTRO_NAME: 'Debian' }, 'linux')).toEqual(['clip.exe']);
    expect(files({ DISPLAY: '' }, 'linux')).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('copying through wl-copy', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kw-wl-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function copyThrough(script: string): Promise<string[]> {
    writeFileSync(join(dir, 'wl-copy'), `#!/bin/sh\necho "$@" >> ${dir}/log\n${script}\n`);
    chmodSync(join(dir, 'wl-copy'), 0o755);
    writeFileSync(join(dir, 'child.mjs'), `console.log('ready');`);
    await createClipboard({
      random: systemRandom,
      env: { PATH: `${dir}:/usr/bin:/bin`, WAYLAND_DISPLAY: 'wayland-test' },
      platform: 'linux',
      nodeFile: process.execPath,
      childFile: join(dir, 'child.mjs'),
    }).copy(new SecretText('value'));
    return readFileSync(join(dir, 'log'), 'utf8').trim().split('\n');
  }

  it('marks the value as secret for clipboard managers', async () => {
    expect(await copyThrough(`cat > ${dir}/value`)).toEqual(['--sensitive --type text/plain']);
    expect(readFileSync(join(dir, 'value'), 'utf8')).toBe('value');
  });

  it('copies without the mark where the version knows none', async () => {
    const calls = await copyThrough(`case "$1" in --sensitive) exit 1;; esac; cat > ${dir}/value`);
    expect(calls).toEqual(['--sensitive --type text/plain', '--type text/plain']);
    expect(readFileSync(join(dir, 'value'), 'utf8')).toBe('value');
  });
});
