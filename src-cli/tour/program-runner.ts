/** Runs real command lines of this program against a throwaway home, as a person would type them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { interruption } from '../signals.ts';

export interface FinishedCommand {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  /** The first line on its standard output. */
  readonly firstLine: string;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number>;
}

export interface ProgramRunner {
  run(args: readonly string[], input?: string): Promise<FinishedCommand>;
  /** Starts a command that goes on, and waits for its first line. */
  start(args: readonly string[]): Promise<RunningCommand>;
  /** Takes no further command, waits for those that are running, ends those that go on, and locks. */
  close(): Promise<void>;
}

interface RunnerOptions {
  /** Node and the program's file. */
  readonly program: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createProgramRunner({ program, env }: RunnerOptions): ProgramRunner {
  const running = new Set<RunningCommand>();
  const inFlight = new Set<Promise<unknown>>();
  let isClosed = false;
  const refuseWhenClosed = (): void => {
    if (isClosed) throw interruption();
  };
  const launch = (args: readonly string[]): ChildProcess => {
    const [file, ...first] = program;
    return spawn(file, [...first, ...args, '--no-input'], { env, stdio: 'pipe' });
  };
  const finish = async (args: readonly string[], input: string): Promise<FinishedCommand> => {
    const child = launch(args);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    const [stdout, stderr, [exit]] = await Promise.all([
      readAll(child.stdout),
      readAll(child.stderr),
      once(child, 'close'),
    ]);
    return { exit: Number(exit ?? 70), stdout, stderr };
  };
  const begin = async (args: readonly string[]): Promise<RunningCommand> => {
    const child = launch(args);
    const ended = once(child, 'close').then(([exit]) => Number(exit ?? 70));
    child.stdin?.end();
    child.stderr?.resume();
    const firstLine = await Promise.race([readFirstLine(child), ended.then(() => '')]);
    const command: RunningCommand = {
      firstLine,
      stop: () => {
        running.delete(command);
        child.kill('SIGTERM');
        return ended;
      },
    };
    running.add(command);
    return command;
  };
  const tracked = <Result>(work: Promise<Result>): Promise<Result> => {
    inFlight.add(work);
    return work.finally(() => inFlight.delete(work));
  };
  return {
    async run(args, input) {
      refuseWhenClosed();
      return tracked(finish(args, input ?? ''));
    },
    async start(args) {
      refuseWhenClosed();
      return tracked(begin(args));
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(inFlight);
      await Promise.all(Array.from(running, (command) => command.stop()));
      await finish(['lock'], '');
    },
  };
}

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream === null ? '' : text(stream);
}

async function readFirstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) return '';
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  return String(line);
}
