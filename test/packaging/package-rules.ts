/** What may lie in a package, judged from the paths alone; the lockfile says which modules are for development only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

interface LockedPackage {
  readonly dev?: boolean;
}

const OURS =
  /^(?:LICENSE|package\.json|update-feed\.json|keywright(?:\.cmd)?|(?:out|bin|dist)\/.+)$/;
const CODE =
  /\.(?:[cm]?js|json|node|html|css|woff2)$|(?:^|\/)(?:licen[cs]e|notice)[^/]*$|^keywright/i;

/** One line for each path that has no place in a package. */
export function strangersIn(paths: readonly string[]): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return paths.flatMap((path) => {
    const reason = reasonAgainst(path, packages);
    return reason === null ? [] : [`${path}: ${reason}`];
  });
}

function reasonAgainst(
  path: string,
  packages: Readonly<Record<string, LockedPackage>>,
): string | null {
  if (path.endsWith('.map')) return 'a source map';
  if (/\.[cm]?tsx?$/.test(path)) return 'a source';
  if (/\.(?:test|spec)\.[cm]?js$/.test(path)) return 'a test';
  if (!CODE.test(path)) return 'nothing that is run or owed';
  const module = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  if (module === undefined) return OURS.test(path) ? null : 'not ours to ship';
  const locked = packages[module];
  if (locked === undefined) return 'a module that is not locked';
  if (locked.dev === true) return 'a module for development';
  return /^\/(?:tests?|__tests__|examples?)\//.test(path.slice(module.length)) ? 'a test' : null;
}
