/** A real gateway under a configuration that `keywright gateway` prints: in a throwaway folder, on loopback, ended by its id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type GatewayName = 'nginx' | 'caddy' | 'haproxy';

export interface RunningGateway {
  readonly port: number;
  stop(): Promise<void>;
}

/** How each is started: its files by name, and its arguments; `{folder}` is where they lie. */
export interface GatewayFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const WAIT_MS = 20_000;
const LOOK_AGAIN_MS = 25;

/** Throws where the program is not installed or does not listen; the message says what to do. */
export async function startGateway(
  name: GatewayName,
  port: number,
  { files, args }: GatewayFiles,
): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), `kw-${name}-`));
  const here = (text: string): string => text.replaceAll('{folder}', folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), here(text));
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
  };
  const program = spawn(programFile(name), args.map(here), {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (chunk: Buffer) => log.push(chunk.toString('utf8')));
  }
  const stop = async (): Promise<void> => {
    await endProgram(program);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilListening(port, program);
  } catch (error) {
    await stop();
    throw new Error(`${name} does not listen:\n${log.join('').slice(-4_000)}`, { cause: error });
  }
  return { port, stop };
}

export function programFile(name: GatewayName): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined)
    throw new Error(`${name} is not installed: run \`apt-get install ${name}\``);
  return found;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function untilListening(port: number, program: ChildProcess): Promise<void> {
  const ends = performance.now() + WAIT_MS;
  while (!(await isListening(port))) {
    if (program.exitCode !== null || program.signalCode !== null) throw new Error('it has ended');
    if (performance.now() > ends) throw new Error('it took too long');
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function endProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = new Promise((resolve) => {
    program.once('exit', resolve);
  });
  program.kill('SIGKILL');
  await ended;
}
