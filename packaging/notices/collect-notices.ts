/** The notices of everything that is passed on: what the bundles hold, what stays outside them, what the terminal command holds, Electron. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findRunTimeModules } from '../run-time-modules.ts';
import { type Notice, packageFolderOf, readNotice } from './read-notice.ts';

/**
 * `files` are those that the bundles of the window were made of. The terminal command is bundled by itself, and of dependencies only; they
 * are taken whole. Each package and version once, by name.
 */
export function collectNotices(at: string, files: Iterable<string>): readonly Notice[] {
  const root = resolve(at);
  const folders = new Set([join(root, 'node_modules/electron')]);
  for (const module of findRunTimeModules(root, dependenciesOf(root))) {
    folders.add(join(root, module));
  }
  for (const file of files) {
    const folder = packageFolderOf(file);
    if (folder !== null) folders.add(folder);
  }
  const notices = new Map<string, Notice>();
  for (const folder of folders) {
    const notice = readNotice(folder);
    notices.set(`${notice.name} ${notice.version}`, notice);
  }
  return [...notices.values()].toSorted((one, other) => compare(keyOf(one), keyOf(other)));
}

function dependenciesOf(root: string): readonly string[] {
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<'dependencies' | 'optionalDependencies', object>>;
  const installed = Object.keys(optionalDependencies).filter((name) =>
    existsSync(join(root, 'node_modules', name)),
  );
  return [...Object.keys(dependencies), ...installed];
}

/** A scope counts less than the name that people know. */
function keyOf({ name, version }: Notice): string {
  return `${name.replace(/^@/, '')} ${version}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
