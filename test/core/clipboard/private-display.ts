/** An X server of a test's own on a free display, without a screen; ended by process id. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export interface PrivateDisplay {
  readonly env: Readonly<Record<string, string>>;
  /** What the clipboard holds; null where nobody owns it. */
  read(): string | null;
  /** Puts a value there as another program would. */
  write(value: string): void;
  stop(): Promise<void>;
}

/** `screen` is its size in pixels: one for windows must hold them. */
export async function startPrivateDisplay(screen = '64x64'): Promise<PrivateDisplay> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', `${screen}x24`],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await displayNumber(server);
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', DISPLAY: `:${number}` };
  const xclip = (args: readonly string[], input: string, isRead: boolean) =>
    spawnSync('xclip', ['-selection', 'clipboard', ...args], {
      env,
      input,
      stdio: ['pipe', isRead ? 'pipe' : 'ignore', 'ignore'],
      timeout: 10_000,
    });
  return {
    env,
    read: () => {
      const { status, stdout } = xclip(['-out'], '', true);
      return status === 0 ? stdout.toString('utf8') : null;
    },
    write: (value) => {
      if (xclip(['-in'], value, false).status !== 0) throw new Error('cannot write the clipboard');
    },
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function displayNumber(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3] as Readable;
  const ended = once(server, 'exit').then(() => {
    throw new Error('Xvfb ended before it was ready');
  });
  const said = once(pipe, 'data').then(([chunk]) => String(chunk).trim());
  return Promise.race([said, ended]);
}
