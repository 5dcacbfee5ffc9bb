/** Which packages of others are in a package, read from the result: its modules, what its bundles say of themselves, and its window. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from './dir-build.ts';

/** The window's bundle is minified and says nothing of itself; what it cannot do without. */
const IN_WINDOW = [
  'react',
  'react-dom',
  'scheduler',
  '@base-ui/react',
  '@floating-ui/dom',
  'i18next',
  'react-i18next',
  'lucide-react',
  'zustand',
  '@zxcvbn-ts/core',
  '@zxcvbn-ts/language-en',
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
];

export function carriedPackages(asarPaths: readonly string[], cli: string): ReadonlySet<string> {
  const modules = asarPaths.flatMap((path) => lastModuleOf(path));
  const bundled = filesIn(join(cli, 'dist')).flatMap((file) =>
    Array.from(
      readFileSync(join(cli, 'dist', file), 'utf8').matchAll(/^\/\/ (node_modules\/\S+)$/gm),
      ([, path = '']) => lastModuleOf(path),
    ).flat(),
  );
  return new Set(['electron', ...modules, ...bundled, ...IN_WINDOW]);
}

/** Sorted. */
export function unnamedIn(
  packages: ReadonlySet<string>,
  named: ReadonlySet<string>,
): readonly string[] {
  return [...packages].filter((name) => !named.has(name)).toSorted();
}

function lastModuleOf(path: string): readonly string[] {
  const name = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return name === undefined ? [] : [name];
}
