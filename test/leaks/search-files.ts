/** Searches every file below some folders for secrets in every encoding. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodingsOf } from './encodings.ts';

export interface Hit {
  readonly file: string;
  readonly canary: string;
  readonly encoding: string;
}

/** `canaries`: a name for each secret; only the names appear in the hits. */
export function searchFiles(
  folders: readonly string[],
  canaries: ReadonlyMap<string, string>,
): Hit[] {
  const needles = Array.from(canaries, ([name, secret]) => ({ name, forms: encodingsOf(secret) }));
  return folders.flatMap(filesBelow).flatMap((file) => {
    const content = readFileSync(file);
    return needles.flatMap(({ name, forms }) =>
      Array.from(forms)
        .filter(([, needle]) => content.includes(needle))
        .map(([encoding]) => ({ file, canary: name, encoding })),
    );
  });
}

/** Regular files only: a socket cannot be read. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
