/** Help, docs/cli.md and the program name the same commands and options. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src-cli/program.ts';

const doc = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const program = createProgram({
  run: () => async () => undefined,
  host: { stdout: process.stdout, stderr: process.stderr, version: '0.0.0' },
  isJson: false,
});

interface Found {
  readonly path: string;
  readonly command: Command;
}

/** Commands that do something; those that only group others are left out. */
function commandsOf(command: Command, path: string): Found[] {
  const children = command.commands.flatMap((child) =>
    commandsOf(child, `${path} ${child.name()}`),
  );
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0;
  return isGroup ? children : [{ path, command }, ...children];
}

const commands = commandsOf(program, 'keywright');
const sectionOf = (path: string): string =>
  doc.split(`\n### ${path}\n`)[1]?.split(/\n##+ /)[0] ?? '';

/** As issue and contract name them; scripts rely on each. */
const PROMISED =
  `init, unlock --recovery-file --accept-rollback, lock, status, password change, doctor,
  add --kind --secret-file --tag --url --expires, list, show --reveal, copy, edit, rm, restore,
  import --dry-run, backup, backup verify, restore-backup, api create --prefix --env, api list, api show,
  owner create, owner list, owner show, role create, role list, role show,
  issue --api --name --owner --env --permission --role --expires --not-before --rate --no-save,
  key list, key show, key disable, key enable, rotate --grace --leaked, finish, extend, rollback,
  revoke --reason, verify --api --env --permission, serve --port --env --dev, audit list, audit verify`
    .split(',')
    .map((line) => line.trim().split(/ (?=--)| (?<=--\S+ )/));

describe('commands', () => {
  it.each(PROMISED)('%s exists with every option promised', (name, ...options) => {
    const found = commands.find(({ path }) => path === `keywright ${name}`);
    const flags = found?.command.options.map(({ long }) => long);
    expect(flags).toEqual(expect.arrayContaining(options));
  });

  it('takes --json, --no-input and --password-file everywhere', () => {
    const flags = program.options.map(({ long }) => long);
    expect(flags).toEqual(expect.arrayContaining(['--json', '--no-input', '--password-file']));
  });

  it.each(commands)('$path has examples in its help', ({ command, path }) => {
    let help = '';
    command.configureOutput({
      writeOut: (text) => {
        help += text;
      },
    });
    command.outputHelp();
    expect(help).toContain('Examples:');
    expect(help).toContain(`$ ${path}`);
  });
});

describe('docs/cli.md', () => {
  it('has a section for every command and for nothing else', () => {
    const headings = Array.from(doc.matchAll(/^### (keywright .+)$/gm), (match) => match[1]);
    expect(headings.toSorted()).toEqual(commands.map(({ path }) => path).toSorted());
  });

  it.each(commands)('shows $path with an example', ({ path }) => {
    expect(sectionOf(path)).toMatch(/```console\n\$ [^\n]*keywright/);
  });

  it.each(commands)('names every option of $path that is its own', ({ command, path }) => {
    const shared = new Set(['--reason']);
    const missing = command.options
      .map(({ long }) => long ?? '')
      .filter((flag) => !shared.has(flag) && !sectionOf(path).includes(flag));
    expect(missing).toEqual([]);
  });

  it('names every exit code', () => {
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 70, 130])
      expect(doc).toContain(`\n| ${code} | `);
  });

  it('would miss a command, so the lists above can fail', () => {
    expect(sectionOf('keywright fly')).toBe('');
  });
});
