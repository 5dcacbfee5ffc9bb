/** Where the password comes from: --password-file, KEYWRIGHT_PASSWORD_FILE, or the person at the terminal. In that order. */

import { SecretBytes, type SecretText } from '../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Output } from '../output/output.ts';
import { readSecretFile } from './secret-file.ts';
import type { Terminal } from './terminal.ts';

export interface PasswordSource {
  readonly passwordFile: string | null;
  readonly terminal: Terminal;
  readonly output: Output;
  readonly isInputAllowed: boolean;
}

/**
 * The password of a vault that exists. Throws usage/missing-input with --no-input; where there is no terminal to ask at, vault/locked
 * for a command that needs the vault open, usage/missing-input for `unlock` itself.
 */
export async function readPassword(
  source: PasswordSource,
  purpose: 'use' | 'unlock' = 'use',
): Promise<SecretBytes> {
  const given = await passwordFromFile(source, source.passwordFile, '--password-file');
  if (given !== null) return given;
  if (!source.isInputAllowed) throw missing('The vault is locked, and --no-input forbids asking');
  if (!source.terminal.canAsk()) {
    if (purpose === 'unlock') throw missing('A password is needed, and there is no one to ask');
    throw new KeywrightError('vault/locked', 'The vault is locked');
  }
  return toBytes(await source.terminal.askSecret('Vault password'));
}

interface NewPasswordSource extends PasswordSource {
  /** Names the file's option in messages. */
  readonly what: string;
  /** Why a password cannot be taken, or null; shown at the prompt so that the person can type another. */
  readonly refuse: (text: string) => string | null;
}

/** A password to be: typed twice, or from the file. Throws usage/missing-input where neither is there. */
export async function readNewPassword(source: NewPasswordSource): Promise<SecretBytes> {
  const given = await passwordFromFile(source, source.passwordFile, source.what);
  if (given !== null) return given;
  if (!source.terminal.canAsk()) throw missing('A password is needed, and there is no one to ask');
  const first = await source.terminal.askSecret(
    'New vault password (at least 15 characters)',
    source.refuse,
  );
  const second = await source.terminal.askSecret('The same password again', (text) =>
    text === first.expose() ? null : 'The two are different',
  );
  second.wipe();
  return toBytes(first);
}

async function passwordFromFile(
  source: PasswordSource,
  file: string | null,
  what: string,
): Promise<SecretBytes | null> {
  if (file === null) return null;
  const { text, isExposed } = await readSecretFile(file, what);
  if (isExposed) source.output.warn(`${file} can be read by other users; run: chmod 600 ${file}`);
  return toBytes(text);
}

function missing(message: string): KeywrightError {
  return new KeywrightError('usage/missing-input', message, {
    hint: 'Put the password in a file and pass --password-file, or set KEYWRIGHT_PASSWORD_FILE.',
  });
}

function toBytes(text: SecretText): SecretBytes {
  const bytes = new SecretBytes(Buffer.from(text.expose(), 'utf8'));
  text.wipe();
  return bytes;
}
