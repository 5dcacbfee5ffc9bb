/** Copies the run-time modules, each without what only its developers need. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isWorthCarrying, type Target } from './keep-file.ts';

export interface ModuleCopy {
  readonly root: string;
  readonly to: string;
  /** Folders relative to `root`; each keeps its place under `to`. */
  readonly modules: readonly string[];
  readonly target: Target;
}

export function copyModules({ root, to, modules, target }: ModuleCopy): void {
  for (const module of modules) {
    for (const file of filesOf(join(root, module))) {
      if (isWorthCarrying(file, target)) copyFile(join(root, module, file), join(to, module, file));
    }
  }
}

export function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Inside the module, with slashes; modules that lie inside it are modules of their own. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').includes('node_modules'));
}
