/** The layering of docs/architecture.md, read from the sources: which folder imports which, and who may import a native package. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src-shared': [],
  'src-core': ['src-shared'],
  'src-engine': ['src-core', 'src-shared'],
  'src-server': ['src-core', 'src-shared'],
  'src-cli': ['src-engine', 'src-core', 'src-shared', 'src-server'],
  'src-main': ['src-shared'],
  'src-preload': ['src-shared'],
  'src-renderer': ['src-shared'],
};

const ONE_IMPORTER: Readonly<Record<string, string>> = {
  'better-sqlite3': 'src-core/sqlite/sqlite-file.ts',
  '@node-rs/argon2': 'src-core/crypto/argon2id.ts',
  pg: 'src-core/postgres/postgres-pool.ts',
  keytar: 'src-core/keychain/keytar-child.ts',
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
}

function importsOf(file: string, text: string): Import[] {
  const pattern = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
  return Array.from(text.matchAll(pattern), (match) => {
    const target = match[1] as string;
    const isLocal = target.startsWith('.');
    const path = isLocal ? relative(root, resolve(root, dirname(file), target)) : target;
    return { file, target: path };
  });
}

function crossings(imports: readonly Import[]): string[] {
  return imports
    .filter(({ file, target }) => {
      const [from = ''] = file.split('/');
      const [to = ''] = target.split('/');
      const isOurs = to === 'test' || to.startsWith('src-');
      return isOurs && to !== from && !(MAY_IMPORT[from] ?? []).includes(to);
    })
    .map(({ file, target }) => `${file} imports ${target}`);
}

function strayImporters(imports: readonly Import[]): string[] {
  return imports
    .filter(
      ({ file, target }) => Object.hasOwn(ONE_IMPORTER, target) && ONE_IMPORTER[target] !== file,
    )
    .map(({ file, target }) => `${file} imports ${target}`);
}

const allImports = Object.keys(MAY_IMPORT)
  .flatMap(sourceFiles)
  .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));

describe('architecture', () => {
  it('lets each folder import only the folders below it', () => {
    expect(allImports.length).toBeGreaterThan(100);
    expect(crossings(allImports)).toEqual([]);
  });

  it('has one importer for each native package', () => {
    expect(strayImporters(allImports)).toEqual([]);
    const used = new Set(allImports.map(({ target }) => target));
    expect(Object.keys(ONE_IMPORTER).filter((name) => !used.has(name))).toEqual([]);
  });

  it('keeps the core free of process exit, console output and module-level state', () => {
    const offenders = sourceFiles('src-core')
      .filter((file) => !file.endsWith('-child.ts'))
      .filter((file) =>
        /process\.exit\(|^let |console\./m.test(readFileSync(join(root, file), 'utf8')),
      );
    expect(offenders).toEqual([]);
  });

  it('catches a crossing, so the rules above can fail', () => {
    const planted = importsOf(
      'src-core/x.ts',
      "import { a } from '../src-cli/a.ts';\nimport db from 'better-sqlite3';",
    );
    expect(crossings(planted)).toEqual(['src-core/x.ts imports src-cli/a.ts']);
    expect(strayImporters(planted)).toEqual(['src-core/x.ts imports better-sqlite3']);
  });
});
