import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  autostartEntry,
  execValue,
  readAutostartEntry,
} from '../../../src-main/login-start/autostart-entry.ts';

/** One argument a line, each ended by a byte that no argument has. */
const PROGRAM = '#!/bin/sh\nprintf "%s\\0" "$0" "$@" > "${0%/*}/said"\n';
const NAMES = [
  'plain',
  'with spaces  two',
  'with "quotes" and \'others\'',
  '100%u and %% and %f',
  'back\\slash',
  '$HOME and `id` and ~',
  'ünïcode · 鍵',
  'a;b&c|d<e>(f)#g*h?',
  'a\ttab',
  'a=b',
];

/** What the desktop runs for an entry: GLib reads it as GNOME's session does. */
function runEntry(folder: string, text: string): string[] {
  const path = join(folder, 'entry.desktop');
  writeFileSync(path, text);
  const run = spawnSync('gio', ['launch', path], { encoding: 'utf8', timeout: 20_000 });
  expect(run.stderr).toBe('');
  return readSoon(join(folder, 'said')).split('\0').slice(0, -1);
}

/** The program is started and not waited for. */
function readSoon(path: string): string {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const read = spawnSync('cat', [path], { encoding: 'utf8' });
    if (read.status === 0 && read.stdout.includes('--hidden\0')) return read.stdout;
  }
  return readFileSync(path, 'utf8');
}

describe('autostartEntry', () => {
  it.skipIf(process.platform !== 'linux').each(NAMES)(
    'is run by GLib with exactly the path and arguments it was made of: %j',
    (name) => {
      const root = mkdtempSync(join(tmpdir(), 'kw-autostart-'));
      try {
        const folder = join(root, name);
        mkdirSync(folder);
        const program = join(folder, `keywright ${name}`);
        writeFileSync(program, PROGRAM);
        chmodSync(program, 0o700);
        expect(runEntry(folder, autostartEntry(program, [name, '--hidden']))).toEqual([
          program,
          name,
          '--hidden',
        ]);
      } finally {
        rmSync(root, { recursive: true });
      }
    },
  );

  it('escapes in the two layers of the specification', () => {
    expect(execValue('/opt/Key wright/k', ['--hidden'])).toBe('"/opt/Key wright/k" "--hidden"');
    expect(execValue('/a"b', [])).toBe(String.raw`"/a\\"b"`);
    expect(execValue('/a\\b', [])).toBe(String.raw`"/a\\\\b"`);
    expect(execValue('/a$b`c', ['100%'])).toBe('"/a\\\\$b\\\\`c" "100%%"');
  });

  it('cannot be made to hold a second line', () => {
    const text = autostartEntry('/opt/x\nHidden=true\n[Other]', []);
    expect(text.split('\n').filter((line) => line.startsWith('Hidden'))).toEqual([]);
    expect(readAutostartEntry(text).isActive).toBe(true);
  });
});

describe('readAutostartEntry', () => {
  const ours = autostartEntry('/opt/k', ['--hidden']);

  it('reads back what was written', () => {
    const exec = execValue('/opt/k', ['--hidden']);
    expect(readAutostartEntry(ours)).toEqual({ exec, isActive: true });
  });

  it.each([
    ['hidden', `${ours}Hidden=true\n`],
    ['switched off in GNOME', ours.replace('enabled=true', 'enabled=false')],
    ['with blanks around it', `${ours}Hidden = true \r\n`],
  ])('sees that the desktop does not run one that is %s', (_what, text) => {
    expect(readAutostartEntry(text).isActive).toBe(false);
  });

  it('passes over other groups, comments and what is no entry at all', () => {
    const action = `${ours}\n[Desktop Action New]\nHidden=true\nExec=/bin/false\n`;
    expect(readAutostartEntry(action)).toEqual(readAutostartEntry(ours));
    expect(readAutostartEntry('# Exec=/x\n\n')).toEqual({ exec: null, isActive: true });
    expect(readAutostartEntry('\0\0')).toEqual({ exec: null, isActive: true });
  });
});
