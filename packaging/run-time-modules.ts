/**
 * The modules that a package carries: what the bundles leave outside (electron.vite.config.ts, scripts/build.mjs) and what those need in
 * turn, without what only their installation needs. Everything else is in the bundles already.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const BUNDLED_NOT: readonly string[] = [
  '@fastify/swagger',
  '@node-rs/argon2',
  'better-sqlite3',
  'fastify',
  'fastify-type-provider-zod',
  'keytar',
  'pino',
  'zod',
];

/** Named as dependencies, yet used to build or fetch a binary, which is there by now. */
const ONLY_TO_INSTALL: ReadonlySet<string> = new Set(['prebuild-install', 'node-addon-api']);

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The folders of the named ones and of what they need, relative to `root` and sorted. Throws where one that is needed is not installed. */
export function findRunTimeModules(
  root: string,
  names: readonly string[] = BUNDLED_NOT,
): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string, from: string, isOptional: boolean): void => {
    const folder = findModule(name, from, root);
    if (folder === null) {
      if (isOptional) return;
      throw new Error(`the module ${name} is not installed; run npm ci`);
    }
    const path = relative(root, folder);
    if (found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies } = readManifest(folder);
    const optional = new Set(Object.keys(optionalDependencies ?? {}));
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (!ONLY_TO_INSTALL.has(needed)) visit(needed, folder, optional.has(needed));
    }
  };
  for (const name of names) visit(name, root, false);
  return [...found].toSorted();
}

/** As Node looks for it: beside, then outwards, but not beyond `root`. */
function findModule(name: string, from: string, root: string): string | null {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === root ? null : findModule(name, dirname(from), root);
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
