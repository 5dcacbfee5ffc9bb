/** Completion scripts are run by a real bash. Every command and option in them exists, because they are made from the tree. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../program.ts';

let folder = '';
let script = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-complete-'));
  script = join(folder, 'keywright.bash');
  const printed = spawnSync(process.execPath, [PROGRAM, 'completion', 'bash'], {
    encoding: 'utf8',
  });
  writeFileSync(script, printed.stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers when Tab is pressed at the end of the words. */
function complete(...words: string[]): string[] {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const line = `. '${script}'; COMP_WORDS=(keywright ${typed}); COMP_CWORD=${words.length}; _keywright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const done = spawnSync('/bin/bash', ['--norc', '-c', line], { encoding: 'utf8' });
  return done.stdout.split('\n').filter((word) => word !== '');
}

describe('bash completion', () => {
  it('offers commands, their subcommands and their options', () => {
    expect(complete('rot')).toEqual(['rotate']);
    expect(complete('key', '')).toEqual(['list', 'show', 'disable', 'enable', 'help']);
    expect(complete('rotate', 'reporting', '--gr')).toEqual(['--grace']);
    expect(complete('rotate', '--js')).toEqual(['--json']);
  });

  it('leaves arguments to the shell, which offers files', () => {
    expect(complete('import', './')).toEqual([]);
  });
});
