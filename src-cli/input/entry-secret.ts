/** Where the secret of an entry comes from: --secret-file, standard input, or the person at the terminal. In that order. */

import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Output } from '../output/output.ts';
import type { PipedInput } from './piped-input.ts';
import { readSecretFile } from './secret-file.ts';
import type { Terminal } from './terminal.ts';

const MAX_SECRET_LENGTH = 65_536;

interface SecretSource {
  readonly secretFile: string | null;
  readonly pipedInput: PipedInput;
  readonly terminal: Terminal;
  readonly output: Output;
}

/** Throws usage/missing-input where none comes, usage/secret-rejected where it is too long. */
export async function readEntrySecret(source: SecretSource, name: string): Promise<SecretText> {
  if (source.secretFile !== null) {
    const { text, isExposed } = await readSecretFile(source.secretFile, '--secret-file');
    if (isExposed) source.output.warn(`${source.secretFile} can be read by other users`);
    return text;
  }
  if (source.pipedInput.isConnected()) {
    const text = await source.pipedInput.readSecret();
    if (text.expose().length > MAX_SECRET_LENGTH) {
      throw new KeywrightError(
        'usage/secret-rejected',
        'The secret is longer than 65,536 characters',
      );
    }
    if (text.expose() !== '') return text;
  }
  if (!source.terminal.canAsk()) {
    throw new KeywrightError('usage/missing-input', 'A secret is needed, and none was given', {
      hint: 'Pipe it to standard input, pass --secret-file FILE, or pass --no-secret to keep the facts only.',
    });
  }
  return source.terminal.askSecret(`Secret of "${name}"`);
}
