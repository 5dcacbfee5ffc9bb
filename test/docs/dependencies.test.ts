/** docs/dependencies.md against package.json, the lockfile and the imports in the sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const listSchema = z.record(z.string(), z.string()).default({});
const manifest = z
  .object({
    dependencies: listSchema,
    optionalDependencies: listSchema,
    devDependencies: listSchema,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(read('package.json')));
const lockText = read('package-lock.json');
const lockedSchema = z.object({ version: z.string(), license: z.string().optional() });
const lock = z
  .object({ packages: z.record(z.string(), lockedSchema.loose()) })
  .parse(JSON.parse(lockText));

const declared: Readonly<Record<string, string>> = {
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
  ...manifest.devDependencies,
};

interface Section {
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

function sectionsOf(page: string): Section[] {
  return page
    .split(/^#{2,3} /m)
    .map((text) => ({ text, head: /^`([^`]+)` (\S+)\n/.exec(text) }))
    .flatMap(({ text, head }) =>
      head === null ? [] : [{ name: head[1] as string, version: head[2] as string, text }],
    );
}

/** The paths behind "Used by". */
function usersOf(section: Section): string[] {
  const list = /- \*\*Used by\*\*: ([\s\S]*)$/.exec(section.text)?.[1] ?? '';
  return Array.from(list.matchAll(/`([^`]+)`/g), (match) => match[1] as string);
}

function codeFiles(): string[] {
  const folders = readdirSync(root).filter((name) => /^(src-.+|test|scripts|bin)$/.test(name));
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  return [...inFolders, 'vitest.config.ts', 'electron.vite.config.ts'].filter((name) =>
    /\.(tsx?|mjs|css)$/.test(name),
  );
}

interface PackageImport {
  readonly file: string;
  readonly name: string;
}

/** Packages that a file imports, statically, lazily or for its types. */
function importsOf(file: string, text: string): PackageImport[] {
  const pattern =
    /(?:^(?:import|export)\b[^;'"]*?\bfrom\s+|^import\s+|\bimport\s*\(\s*)'((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/gm;
  return Array.from(text.matchAll(pattern), (match) => ({ file, name: match[1] as string }));
}

function strayUsers(sections: readonly Section[], imports: readonly PackageImport[]): string[] {
  const users = new Map(sections.map((section) => [section.name, usersOf(section)]));
  return imports
    .filter(({ file, name }) => {
      const paths = users.get(name) ?? [];
      return !paths.some((path) => file === path || file.startsWith(`${path}/`));
    })
    .map(({ file, name }) => `${file} imports ${name}`);
}

const sections = sectionsOf(read('docs/dependencies.md'));
const imports = codeFiles().flatMap((file) => importsOf(file, read(file)));

describe('docs/dependencies.md', () => {
  it('has one section for each package, and none for another', () => {
    expect(sections.map((section) => section.name).toSorted()).toEqual(
      Object.keys(declared).toSorted(),
    );
  });

  it('names the version of package.json and of the lockfile', () => {
    for (const { name, version } of sections) {
      expect([name, declared[name]]).toEqual([name, version]);
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });

  it('names the licence that the lockfile knows', () => {
    for (const { name, text } of sections) {
      const stated = /- \*\*Licence\*\*: (.+)\n/.exec(text)?.[1];
      expect([name, stated]).toEqual([name, lock.packages[`node_modules/${name}`]?.license]);
    }
  });

  it('says of each package what for, why and which traps', () => {
    const incomplete = sections.filter(
      ({ text }) => !['For', 'Why', 'Traps'].every((word) => text.includes(`- **${word}**: `)),
    );
    expect(incomplete.map(({ name }) => name)).toEqual([]);
  });

  it('names every importer of each package, by file or folder', () => {
    expect(imports.length).toBeGreaterThan(50);
    expect(strayUsers(sections, imports)).toEqual([]);
  });

  it('names only users that exist', () => {
    const absent = sections.flatMap((section) =>
      usersOf(section).filter((path) => !existsSync(join(root, path))),
    );
    expect(absent).toEqual([]);
    expect(sections.filter((section) => usersOf(section).length === 0)).toEqual([]);
  });

  it('catches a missing section and an unnamed importer (controls)', () => {
    const planted = sectionsOf('### `zod` 1.0.0\n\n- **Used by**: `src-shared`\n');
    expect(planted.map(({ name, version }) => [name, version])).toEqual([['zod', '1.0.0']]);
    const lazily = 'import';
    const source = `import { z } from 'zod';\nconst p = await ${lazily}('pino');\nimport 'fastify/x';\n`;
    expect(strayUsers(planted, importsOf('src-core/x.ts', source))).toEqual([
      'src-core/x.ts imports zod',
      'src-core/x.ts imports pino',
      'src-core/x.ts imports fastify',
    ]);
    expect(
      strayUsers(planted, importsOf('src-shared/x.ts', "import type { Z } from 'zod';")),
    ).toEqual([]);
  });
});

describe('package.json and its lockfile', () => {
  it('pin every package to one exact version', () => {
    const loose = Object.entries(declared).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(/^\d+\.\d+\.\d+$/.test('^1.2.3')).toBe(false);
  });

  it('hold no address of a registry', () => {
    expect(lockText).not.toContain('"resolved"');
    const addresses = Object.values(lock.packages).filter((entry) => 'resolved' in entry);
    expect(addresses).toEqual([]);
  });

  it('decide on every install script by bare name', () => {
    const scripted = Object.entries(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(scripted.length).toBeGreaterThan(0);
    expect(scripted.filter((name) => !Object.hasOwn(manifest.allowScripts, name))).toEqual([]);
    expect(Object.keys(manifest.allowScripts).filter((name) => name.includes('@', 1))).toEqual([]);
  });

  it('bring only licences that the page allows into the program', () => {
    const allowed = /^\(?(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0)\b/;
    const others = Object.entries(lock.packages)
      .filter(([path, entry]) => path !== '' && entry.dev !== true)
      .filter(([, entry]) => !allowed.test(entry.license ?? ''))
      .map(([path, entry]) => `${path}: ${entry.license}`);
    expect(others).toEqual([]);
    expect(allowed.test('GPL-3.0')).toBe(false);
  });
});
