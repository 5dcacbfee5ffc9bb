/** Secrets in files: the way to hand one to a script without an argument or a variable. */
import { stat } from 'node:fs/promises';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { stripNewline } from './piped-input.ts';
import { readAtMost } from './read-at-most.ts';

const MAX_SECRET_FILE_BYTES = 65_536;

interface SecretFile {
  readonly text: SecretText;
  /** Other users of the machine can read the file too. */
  readonly isExposed: boolean;
}

/**
 * Reads a file of at most 64 KiB and takes off one trailing newline. `what` names the option for messages.
 * Throws file/not-found, file/unreadable, or usage/secret-rejected where it is empty or too large.
 */
export async function readSecretFile(path: string, what: string): Promise<SecretFile> {
  const facts = await stat(path).catch((error: unknown) => {
    throw readFault(path, what, error);
  });
  if (facts.isDirectory()) {
    throw new KeywrightError('file/unreadable', `${what}: ${path} is a folder`);
  }
  const bytes = await readAtMost(path, MAX_SECRET_FILE_BYTES).catch((error: unknown) => {
    throw readFault(path, what, error);
  });
  if (bytes.length > MAX_SECRET_FILE_BYTES) {
    throw new KeywrightError('usage/secret-rejected', `${what}: ${path} is larger than 64 KiB`);
  }
  const text = stripNewline(bytes.toString('utf8'));
  bytes.fill(0);
  if (text === '') throw new KeywrightError('usage/secret-rejected', `${what}: ${path} is empty`);
  const isExposed = process.platform !== 'win32' && facts.isFile() && (facts.mode & 0o077) !== 0;
  return { text: new SecretText(text), isExposed };
}

function readFault(path: string, what: string, error: unknown): KeywrightError {
  const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isAbsent
    ? new KeywrightError('file/not-found', `${what}: there is no file at ${path}`)
    : new KeywrightError('file/unreadable', `${what}: cannot read ${path}`, { cause: error });
}
