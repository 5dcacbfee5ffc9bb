/**
 * One question to one short-lived process: the input on its stdin, one line of answer on its stdout, killed after that or when its
 * time is over. Nothing secret is ever an argument or an environment variable.
 */
import { spawn } from 'node:child_process';

export interface ChildCommand {
  /** The program, an absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type ChildOutcome =
  | { readonly kind: 'answered'; readonly line: string }
  /** Did not end in time and was killed. */
  | { readonly kind: 'hung' }
  /** Could not start, ended with a failure, or said far too much. */
  | { readonly kind: 'failed'; readonly reason: string };

interface ChildCall {
  readonly input: string;
  readonly timeoutMs: number;
}

const MAX_OUTPUT_BYTES = 1 << 20;
const LINE_FEED = 0x0a;

/** Never rejects. */
export function callChild(command: ChildCommand, call: ChildCall): Promise<ChildOutcome> {
  return new Promise((resolve) => {
    const child = spawn(command.file, command.args, {
      env: { ...command.env },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const finish = (outcome: ChildOutcome): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      // A process that it started, such as a message bus, may hold the pipe open.
      child.stdout.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => finish({ kind: 'hung' }), call.timeoutMs);
    child.on('error', (error) => finish({ kind: 'failed', reason: error.message }));
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_OUTPUT_BYTES) finish({ kind: 'failed', reason: 'said too much' });
      else if (chunk.at(-1) === LINE_FEED) finish({ kind: 'answered', line: textOf(chunks) });
    });
    child.on('close', (code, signal) =>
      finish({ kind: 'failed', reason: `ended with ${signal ?? `code ${String(code)}`}` }),
    );
    // A child that died before reading is reported by its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input);
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8').trimEnd();
}
