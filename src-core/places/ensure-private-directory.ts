/**
 * A folder that only its owner can change: what lies in it (the vault, sockets, keys) cannot be swapped by another user of the
 * machine. A folder that others may only read passes here; its files are 0600, and the doctor speaks of it.
 */
import { lstatSync, type Stats } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { writeFault } from './file-fault.ts';
import { makePrivateFolder } from './make-private-folder.ts';

const GROUP_OR_OTHERS_MAY_WRITE = 0o022;

/**
 * Creates the folder with mode 0700 where there is none, and its parents, durably. Throws file/unsafe for a link, a folder of another user or
 * one that others may write, and file/unwritable, disk/full or disk/failed where it cannot be created.
 */
export function ensurePrivateDirectory(path: string): void {
  const stats = createIfMissing(path);
  if (stats.isSymbolicLink()) throw refused(`${path} is a link`);
  if (!stats.isDirectory()) {
    throw new KeywrightError('file/unwritable', `${path} is not a folder`);
  }
  if (process.getuid === undefined) return;
  if (stats.uid !== process.getuid()) throw refused(`${path} belongs to another user`);
  if ((stats.mode & GROUP_OR_OTHERS_MAY_WRITE) !== 0) {
    throw refused(`Other users can write to ${path}`);
  }
}

/** Looked at after it was made: another program may have made it first. */
function createIfMissing(path: string): Stats {
  try {
    const present = lstatSync(path, { throwIfNoEntry: false });
    if (present !== undefined) return present;
    makePrivateFolder(path);
    return lstatSync(path);
  } catch (error) {
    throw writeFault(path, error);
  }
}

function refused(message: string): KeywrightError {
  return new KeywrightError('file/unsafe', message);
}
