/** Files and folders of ours that other users of the machine may open. */
import { chmodSync, type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFault } from '../places/file-fault.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';
import { setAsideFolder } from './set-aside.ts';

const GROUP_OR_OTHERS = 0o077;
const NAMED_IN_FULL = 5;
/** What else a person may have put into the folder is not ours to change. */
const OURS = /^\.?(vault|store|usage|server|keywright|agent|init)[.-]/;

/** Empty on Windows, where modes mean nothing. */
export function findExposedFiles(deps: RepairDeps): Repair[] {
  const exposed = process.platform === 'win32' ? [] : ourPaths(deps).filter(isExposed);
  if (exposed.length === 0) return [];
  const named = exposed.slice(0, NAMED_IN_FULL).join(', ');
  const more = exposed.length > NAMED_IN_FULL ? ` and ${exposed.length - NAMED_IN_FULL} more` : '';
  return [
    {
      finding: {
        id: 'files/modes',
        severity: 'problem',
        title: 'Files open to others',
        detail: `Other users can read ${named}${more}.`,
        fix: REPAIR_COMMAND,
      },
      action: `Leaves these to you alone: ${named}${more}`,
      apply: () => exposed.forEach(makePrivate),
    },
  ];
}

function ourPaths(deps: RepairDeps): string[] {
  const { places, backupsDir } = deps;
  const whole = [backupsDir, setAsideFolder(deps)];
  const flat = [...new Set([places.dataDir, places.stateDir, places.runtimeDir])];
  return [
    ...flat.flatMap((folder) => [folder, ...filesIn(folder, ({ name }) => OURS.test(name))]),
    ...whole.flatMap((folder) => [folder, ...filesIn(folder, () => true)]),
  ];
}

function filesIn(folder: string, isChosen: (entry: Dirent) => boolean): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isChosen(entry))
    .map(({ name }) => join(folder, name));
}

/** A link has no mode of its own; what it points to is somebody else's to judge. */
function isExposed(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isSymbolicLink()) return false;
  return (stats.mode & GROUP_OR_OTHERS) !== 0;
}

function makePrivate(path: string): void {
  try {
    chmodSync(path, lstatSync(path).mode & 0o777 & ~GROUP_OR_OTHERS);
  } catch (error) {
    throw writeFault(path, error);
  }
}
