/** Makes a folder, and its parents, so that a power cut right after does not take it away with all that is in it. */
import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorNumber } from './file-fault.ts';

/**
 * Mode 0700; nothing happens where it is there already. Durable on return. Throws the system's faults as they are.
 * One folder at a time: Node's own recursive form never returns where a file system such as /proc refuses with ENOENT.
 */
export function makePrivateFolder(path: string): void {
  for (const folder of missingFolders(path)) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (errorNumber(error) !== 'EEXIST') throw error;
    }
    if (process.platform !== 'win32') flushNames(dirname(folder));
  }
}

/** Outermost first; those that another program makes meanwhile are no fault. */
function missingFolders(path: string): string[] {
  const missing: string[] = [];
  for (let folder = path; isMissing(folder); folder = dirname(folder)) {
    missing.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return missing;
}

function isMissing(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) === undefined;
}

/** A folder that may be changed but not read cannot be opened for flushing; its system has to do. */
function flushNames(path: string): void {
  let folder: number;
  try {
    folder = openSync(path, 'r');
  } catch (error) {
    if (errorNumber(error) === 'EACCES') return;
    throw error;
  }
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
