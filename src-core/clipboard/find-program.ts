/** Finds a program as the system would, without running it. */
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Its path; null where there is none to run. `file` is a name, looked for on PATH, or an absolute path. */
export async function findProgram(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const directories = (env.PATH ?? env.Path ?? '').split(delimiter).filter((dir) => dir !== '');
  const paths = isAbsolute(file) ? [file] : directories.map((directory) => join(directory, file));
  for (const path of paths) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}
