/** Standard input as the carrier of at most one secret: read once, bounded, one trailing newline taken off. */
import { fstatSync } from 'node:fs';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

/** More than any secret or token; what goes beyond is read no further. */
const MAX_INPUT_BYTES = 2_097_152;

export interface PipedInput {
  /** Whether a file or a pipe is connected, rather than a terminal or nothing. */
  isConnected(): boolean;
  /** All of it, at most 2 MiB. Empty where nothing came. Throws usage/invalid-argument on a second read. */
  readSecret(): Promise<SecretText>;
}

export function createPipedInput(stdin: NodeJS.ReadStream): PipedInput {
  let isSpent = false;
  return {
    isConnected: () => isPipeOrFile(),
    async readSecret() {
      if (isSpent) {
        throw new KeywrightError(
          'usage/invalid-argument',
          'Standard input can carry one secret only; give the other in a file',
        );
      }
      isSpent = true;
      return new SecretText(stripNewline(await readAll(stdin)));
    },
  };
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stdin) {
      const bytes: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      chunks.push(bytes);
      size += bytes.length;
      if (size > MAX_INPUT_BYTES) break;
    }
  } catch (error) {
    throw new KeywrightError('file/unreadable', 'Cannot read standard input', { cause: error });
  }
  const text = Buffer.concat(chunks).toString('utf8');
  for (const chunk of chunks) chunk.fill(0);
  return text;
}

/** Takes off exactly one line end: what `echo` adds, and nothing that could belong to the secret. */
export function stripNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** Null devices and terminals are not connected; a closed standard input is opened by Node as the null device. */
function isPipeOrFile(): boolean {
  try {
    const stats = fstatSync(0);
    return stats.isFIFO() || stats.isFile() || stats.isSocket();
  } catch {
    return false;
  }
}
