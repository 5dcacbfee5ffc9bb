/** Runs the real program, as built into dist/, in a home of its own and in a session without a terminal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { builtProgram } from './built-program.ts';

export const PROGRAM = builtProgram();
export const PASSWORD = 'correct horse battery staple';

export interface Finished {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestHome {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Puts a private file beside the home and gives its path. */
  file(name: string, content: string): string;
  run(args: readonly string[], input?: string): Promise<Finished>;
  start(args: readonly string[]): ChildProcess;
  /** Locks and removes everything. */
  remove(): Promise<void>;
}

/** A fresh folder `dir`; the program's own home is `dir/home`, and `password.txt` holds PASSWORD. */
export function createTestHome(extraEnv: NodeJS.ProcessEnv = {}): TestHome {
  const dir = mkdtempSync(join(tmpdir(), 'kw-cli-'));
  const env = {
    ...cleanEnvironment(),
    KEYWRIGHT_HOME: join(dir, 'home'),
    NO_COLOR: '1',
    ...extraEnv,
  };
  const file = (name: string, content: string): string => {
    const path = join(dir, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const start = (args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [PROGRAM, ...args], { cwd: dir, env, detached: true, stdio: 'pipe' });
  file('password.txt', `${PASSWORD}\n`);
  const run = (args: readonly string[], input?: string): Promise<Finished> =>
    finish(start(args), input);
  return {
    dir,
    env,
    file,
    run,
    start,
    async remove() {
      await run(['lock']);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Feeds the input, then waits for the end and for all that was printed. */
export async function finish(child: ChildProcess, input = ''): Promise<Finished> {
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const [stdout, stderr, [exit, signal]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'close'),
  ]);
  return { exit: exit as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr };
}

/** No keychain, no display, and nothing of the developer's own Keywright. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const dropped = /^(KEYWRIGHT_|DBUS_|DISPLAY$|WAYLAND_|WSL_|NO_COLOR$|FORCE_COLOR$|NODE_OPTIONS$)/;
  const kept = Object.entries(process.env).filter(([name]) => !dropped.test(name));
  const bin = join(process.execPath, '..');
  return { ...Object.fromEntries(kept), PATH: `${bin}:${process.env.PATH ?? ''}` };
}
