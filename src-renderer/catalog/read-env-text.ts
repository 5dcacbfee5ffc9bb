/** The text of a file that a person dropped or chose. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { words } from '../words/set-up-words.ts';

const MAX_BYTES = 1_048_576;

/** Throws import/unreadable where it is larger than the engine takes; what is not text is refused there. */
export async function readEnvText(file: File): Promise<string> {
  if (file.size > MAX_BYTES) {
    throw new KeywrightError('import/unreadable', words.t('importEnv.tooLarge'));
  }
  return file.text();
}
