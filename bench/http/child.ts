/** Child processes of a benchmark: forked, asked by message, ended by their parent, and ending with it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** Sends the message and resolves with the next one that comes back. */
  ask(message: object): Promise<unknown>;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts bench/http/`file` and resolves with the child and its first message. */
export async function startChild(
  file: string,
  args: readonly string[] = [],
): Promise<{ child: Child; hello: unknown }> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const forked = fork(path, [...args], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const hello = await nextMessage(forked);
  const child: Child = {
    pid: forked.pid ?? 0,
    ask: async (message) => {
      const answer = nextMessage(forked);
      forked.send(message);
      return answer;
    },
    stop: async () => {
      const ended = once(forked, 'exit');
      forked.disconnect();
      await ended;
    },
  };
  return { child, hello };
}

async function nextMessage(forked: ChildProcess): Promise<unknown> {
  const aborter = new AbortController();
  const { signal } = aborter;
  const ended = once(forked, 'exit', { signal }).then(() => {
    throw new Error('a child process of the benchmark ended early');
  });
  const message = once(forked, 'message', { signal }).then(([first]) => first as unknown);
  try {
    return await Promise.race([message, ended]);
  } finally {
    message.catch(() => undefined);
    ended.catch(() => undefined);
    aborter.abort();
  }
}
