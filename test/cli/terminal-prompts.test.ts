/** Prompts at a real pseudo terminal, made by `script`: what is typed reaches the program and is never echoed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestHome, PASSWORD, PROGRAM, type TestHome } from './program.ts';

interface Typing {
  /** Waits for this on the screen … */
  readonly after: string;
  /** … then types this. */
  readonly keys: string;
}

const ENTER = '\r';
const CTRL_C = '\u0003';
const CTRL_U = '\u0015';

/** What stood on the screen, without control sequences, and the exit code. */
async function type(
  home: TestHome,
  command: string,
  typings: readonly Typing[],
): Promise<{ screen: string; exit: number | null }> {
  const line = command.replaceAll('keywright', `'${process.execPath}' '${PROGRAM}'`);
  const child: ChildProcess = spawn('script', ['-qefc', line, '/dev/null'], {
    cwd: home.dir,
    env: { ...home.env, TERM: 'xterm', SHELL: '/bin/bash' },
    stdio: 'pipe',
  });
  let screen = '';
  let seen = 0;
  const waiting = [...typings];
  child.stdout?.on('data', (chunk: Buffer) => {
    screen += stripVTControlCharacters(chunk.toString('utf8'));
    const next = waiting[0];
    const at = next === undefined ? -1 : screen.indexOf(next.after, seen);
    if (next === undefined || at === -1) return;
    waiting.shift();
    seen = at + next.after.length;
    child.stdin?.write(next.keys);
  });
  const [exit] = await once(child, 'close');
  if (waiting.length > 0) throw new Error(`never saw "${waiting[0]?.after}" in:\n${screen}`);
  return { screen, exit: exit as number | null };
}

describe('prompts', () => {
  let home: TestHome;
  beforeEach(() => {
    home = createTestHome();
  });
  afterEach(() => home.remove());

  it('asks for a new password twice, again where it is too short, and never shows it', async () => {
    const { screen, exit } = await type(home, 'keywright init --pepper file', [
      { after: 'New vault password', keys: `short${ENTER}` },
      { after: 'Passwords have at least 15', keys: `${CTRL_U}${PASSWORD}${ENTER}` },
      { after: 'The same password again', keys: `something else entirely${ENTER}` },
      { after: 'The two are different', keys: `${CTRL_U}${PASSWORD}${ENTER}` },
    ]);
    expect(screen).toContain('Created a vault');
    expect(exit).toBe(0);
    expect(screen).not.toMatch(/correct horse|something else/);
    const opened = await home.run(['list', '--password-file', 'password.txt', '--json']);
    expect(opened.stdout).toBe('{"v":1,"items":[],"next":null}\n');
  });

  it('asks at the terminal while standard input carries the secret', async () => {
    await home.run(['init', '-q', '--pepper', 'file', '--password-file', 'password.txt']);
    const { screen, exit } = await type(home, 'echo piped-secret | keywright add Piped -q', [
      { after: 'Vault password', keys: `${PASSWORD}${ENTER}` },
    ]);
    expect({ screen, exit }).toMatchObject({ exit: 0 });
    const shown = await home.run('show Piped --reveal -q --password-file password.txt'.split(' '));
    expect(shown.stdout).toBe('piped-secret\n');
  });

  it('ends with 130 on Ctrl+C at a prompt', async () => {
    const { screen, exit } = await type(home, 'keywright init', [
      { after: 'New vault password', keys: CTRL_C },
    ]);
    expect(screen).toContain('Interrupted');
    expect(exit).toBe(130);
  });

  it('asks nothing with --no-input', async () => {
    const { screen, exit } = await type(home, 'keywright init --no-input', []);
    expect(screen).toContain('A password is needed');
    expect(exit).toBe(2);
  });

  it('asks before it revokes, and stops at no; --yes answers for the person', async () => {
    await home.run(['init', '-q', '--pepper', 'file', '--password-file', 'password.txt']);
    await home.run(['api', 'create', 'acme', '--prefix', 'acme']);
    const issue = ['issue', '--api', 'acme', '--owner', 'app:ci', '--env', 'live', '--no-save'];
    await home.run([...issue, '--name', 'k']);
    const asked = await type(home, 'keywright revoke k --reason unused', [
      { after: 'for good?', keys: 'n' },
    ]);
    expect(asked).toMatchObject({ exit: 130 });
    expect((await home.run(['key', 'list', '--status', 'active', '-q'])).stdout).toContain(
      'acme/live',
    );
    const told = await type(home, 'keywright revoke k --reason unused --yes', []);
    expect(told).toMatchObject({ exit: 0 });
    expect((await home.run(['key', 'list', '--status', 'active', '-q'])).stdout).toBe('');
  });
});
