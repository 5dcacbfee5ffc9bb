/** Files that a module's code names relative to itself: one that was there and is not carried breaks it when that line runs. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAMED = /(?:require\(|from\s|import\(|import\s)\s*['"](\.{1,2}\/[^'"]*)['"]/g;
const ENDINGS = ['', '.js', '.cjs', '.mjs', '.json', '.node', '/index.js', '/index.cjs'];

export interface Carried {
  readonly root: string;
  /** Where the carried copy lies. */
  readonly copy: string;
  /** Files of modules, relative to both. */
  readonly paths: readonly string[];
}

/** `file names other` for each that `root` has and `copy` has not; binaries for other systems are meant to be missing. */
export function lostImports({ root, copy, paths }: Carried): string[] {
  return paths.flatMap((path) =>
    Array.from(
      readFileSync(join(root, path), 'utf8').matchAll(NAMED),
      (match) => match[1] as string,
    )
      .filter((name) => !name.startsWith('../prebuilds/'))
      .map((name) => ({ name, at: join(dirname(path), name) }))
      .filter(({ at }) => isThere(join(root, at)) && !isThere(join(copy, at)))
      .map(({ name }) => `${path} names ${name}`),
  );
}

function isThere(path: string): boolean {
  return ENDINGS.some((ending) => statSync(path + ending, { throwIfNoEntry: false })?.isFile());
}
