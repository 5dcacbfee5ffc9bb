/** A file with one name on each line, for commands that make many things at once. Empty lines are passed over. */
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseTitle } from '../../src-shared/model/names.ts';
import { readAtMost } from './read-at-most.ts';

const MAX_FILE_BYTES = 4 * 1_024 * 1_024;

/** The names in their order. Throws file/not-found, file/unreadable, and usage/… for none, too many, one twice or no name at all. */
export async function readNameList(file: string, maxNames: number): Promise<readonly string[]> {
  const places = new Map<string, number>();
  for (const [index, line] of (await readText(file)).split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const name = nameOf(line, `${file}, line ${index + 1}`);
    const former = places.get(name);
    if (former !== undefined) {
      throw new KeywrightError(
        'usage/invalid-name',
        `${file}, line ${index + 1}: "${clip(name)}" stands in line ${former} already`,
      );
    }
    places.set(name, index + 1);
  }
  if (places.size === 0) throw new KeywrightError('usage/missing-input', `${file} holds no name`);
  if (places.size > maxNames) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `${file} holds ${places.size} names; at most ${maxNames} keys are issued at once`,
      { hint: 'Split the file.' },
    );
  }
  return [...places.keys()];
}

function nameOf(line: string, place: string): string {
  try {
    return parseTitle(line.trim(), 'key name');
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    const hint = error.hint === null ? {} : { hint: error.hint };
    throw new KeywrightError(error.code, `${place}: ${error.publicMessage}`, {
      cause: error,
      ...hint,
    });
  }
}

async function readText(file: string): Promise<string> {
  const bytes = await readAtMost(file, MAX_FILE_BYTES).catch((error: unknown) => {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isAbsent
      ? new KeywrightError('file/not-found', `There is no file at ${file}`)
      : new KeywrightError('file/unreadable', `Cannot read ${file}`, { cause: error });
  });
  if (bytes.length > MAX_FILE_BYTES) {
    throw new KeywrightError('usage/invalid-argument', `${file} is larger than 4 MiB`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new KeywrightError('usage/invalid-argument', `${file} is not UTF-8`, { cause: error });
  }
}
