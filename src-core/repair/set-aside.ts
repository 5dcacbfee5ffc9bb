/**
 * Moves files out of the way without losing them: into `set-aside` in the data folder, each under its own name and the time. Nothing in
 * that folder is ever read, replaced or removed by Keywright.
 */
import { existsSync, linkSync, lstatSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { ensurePrivateDirectory } from '../places/ensure-private-directory.ts';
import { writeFault } from '../places/file-fault.ts';
import type { RepairDeps } from './repair.ts';

type AsideDeps = Pick<RepairDeps, 'places' | 'clock'>;

export function setAsideFolder({ places }: Pick<RepairDeps, 'places'>): string {
  return join(places.dataDir, 'set-aside');
}

/** A name in the folder that nothing has, for a file that was at `path`. Throws file/unsafe, file/unwritable. */
export function asideName(path: string, deps: AsideDeps): string {
  const folder = setAsideFolder(deps);
  ensurePrivateDirectory(folder);
  const time = new Date(deps.clock.nowMs()).toISOString().replaceAll(':', '-');
  for (let copy = 1; ; copy += 1) {
    const name = join(folder, `${basename(path)}.${time}${copy === 1 ? '' : `.${copy}`}`);
    if (!existsSync(name)) return name;
  }
}

/** Moves each of the files that is there. Throws file/unwritable, disk/full. */
export function setAside(paths: readonly string[], deps: AsideDeps): void {
  for (const path of paths) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    if (!stats.isFile()) throw new KeywrightError('file/unwritable', `${path} is no plain file`);
    try {
      // A link first: at no moment is the file without a name, and none is replaced.
      linkSync(path, asideName(path, deps));
      unlinkSync(path);
    } catch (error) {
      throw writeFault(path, error);
    }
  }
}
