/** Runs a program with a secret on its stdin and waits for its end; what it writes is not read. */
import { spawn } from 'node:child_process';
import type { SecretText } from '../secret/secret-bytes.ts';
import type { ClipboardCommand } from './clipboard-program.ts';

/** `missing`: there is no such program. `failed`: it said no, or did not end in time and was killed. */
export type FeedOutcome = 'done' | 'missing' | 'failed';

interface FeedOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Never rejects. */
export function feedProgram(
  command: ClipboardCommand,
  input: SecretText,
  options: FeedOptions,
): Promise<FeedOutcome> {
  return new Promise((resolve) => {
    // Its outputs are closed, not piped: xclip stays in the background and would hold them open.
    const child = spawn(command.file, command.args, {
      env: options.env,
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
    });
    const finish = (outcome: FeedOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish('failed');
    }, options.timeoutMs);
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ENOENT' ? 'missing' : 'failed'),
    );
    child.on('exit', (code) => finish(code === 0 ? 'done' : 'failed'));
    // A program that ended before reading is reported by its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input.expose());
  });
}
