/** The code that the built window loads at its start, with its size: what index.html names, and what those modules import at once. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { root } from './launch-target.ts';

export interface CodeFile {
  readonly file: string;
  readonly kind: 'script' | 'style';
  readonly gzipBytes: number;
}

export function startCode(folder = join(root, 'out/renderer')): readonly CodeFile[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = Array.from(page.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g), ([, file]) =>
    join(folder, file ?? ''),
  );
  const files = new Set<string>();
  for (const file of named) addWithImports(files, file);
  return Array.from(files, (file) => ({
    file,
    kind: file.endsWith('.css') ? 'style' : 'script',
    gzipBytes: gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }).length,
  }));
}

function addWithImports(files: Set<string>, file: string): void {
  if (files.has(file)) return;
  files.add(file);
  if (!file.endsWith('.js')) return;
  const text = readFileSync(file, 'utf8');
  for (const [, target = ''] of text.matchAll(
    /(?:^|[;}])import\s?(?:[^"'()]*?from\s?)?["'](\.[^"']+)["']/g,
  )) {
    addWithImports(files, join(dirname(file), target));
  }
}
