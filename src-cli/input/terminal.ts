/**
 * The person at the terminal. Prompts are read from and written to the terminal device itself, never standard input or output, so a
 * pipe can carry data while a password is typed. What is typed is never echoed, except as dots. With --no-input nothing is asked:
 * what is missing is `usage/missing-input` (exit 2). Ctrl+C is `internal/interrupted` (exit 130).
 */
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ReadStream, WriteStream } from 'node:tty';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { interruption } from '../signals.ts';

export interface Terminal {
  /** Whether there is a person to ask: a terminal that can be opened, and no --no-input. */
  canAsk(): boolean;
  /** Asks for a secret. `refuse` gives the reason to ask again, or null. */
  askSecret(question: string, refuse?: (text: string) => string | null): Promise<SecretText>;
  confirm(question: string): Promise<boolean>;
  waitForEnter(): Promise<void>;
}

interface Device {
  readonly input: ReadStream;
  readonly output: WriteStream;
}

const PATHS =
  process.platform === 'win32'
    ? { input: '\\\\.\\CONIN$', output: '\\\\.\\CONOUT$' }
    : { input: '/dev/tty', output: '/dev/tty' };

export function createTerminal(options: { readonly isInputAllowed: boolean }): Terminal {
  return {
    canAsk: () => options.isInputAllowed && hasTerminal(),
    askSecret: (question, refuse) =>
      withDevice(async (device) => {
        const { password } = await import('@clack/prompts');
        const validate = (text: string | undefined): string | undefined =>
          text === undefined || text === '' ? 'Nothing was typed' : (refuse?.(text) ?? undefined);
        return new SecretText(
          answered(await password({ message: question, mask: '•', validate, ...device })),
        );
      }),
    confirm: (question) =>
      withDevice(async (device) => {
        const { confirm } = await import('@clack/prompts');
        return answered(await confirm({ message: question, initialValue: false, ...device }));
      }),
    waitForEnter: () =>
      withDevice(async ({ input, output }) => {
        const lines = createInterface({ input, output });
        const line = await Promise.race([
          once(lines, 'line').then(() => 'line' as const),
          once(lines, 'SIGINT').then(() => 'SIGINT' as const),
        ]);
        lines.close();
        if (line === 'SIGINT') throw interruption();
      }),
  };
}

/** The answer, or internal/interrupted where the person pressed Ctrl+C: clack gives a symbol then. */
function answered<Value>(value: Value): Exclude<Value, symbol> {
  if (typeof value === 'symbol') throw interruption();
  return value as Exclude<Value, symbol>;
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync(PATHS.input, 'r+'));
    return true;
  } catch {
    return false;
  }
}

async function withDevice<Result>(ask: (device: Device) => Promise<Result>): Promise<Result> {
  const device: Device = {
    input: new ReadStream(openSync(PATHS.input, 'r')),
    output: new WriteStream(openSync(PATHS.output, 'w')),
  };
  giveSize(device.output);
  try {
    return await ask(device);
  } finally {
    device.input.destroy();
    device.output.destroy();
  }
}

/** Some pseudo terminals have no size; a prompt drawn in 0 rows never shows why an answer was refused. */
function giveSize(output: WriteStream): void {
  if (!(output.columns > 0)) output.columns = 80;
  if (!(output.rows > 0)) output.rows = 24;
}
