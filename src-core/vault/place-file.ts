/** Puts a finished file in its place without ever overwriting one: written beside, flushed, linked, and the folder flushed. */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { RandomSource } from '../runtime/random.ts';

type ExistsCode = Extract<ErrorCode, 'vault/exists' | 'file/exists'>;

/** A name in the same folder that nothing else has. */
export function temporaryBeside(path: string, random: RandomSource): string {
  return join(dirname(path), `.${basename(path)}.${random.bytes(6).toString('hex')}.tmp`);
}

/** Throws `code` where anything is at the path. */
export function assertAbsent(path: string, code: ExistsCode): void {
  if (existsSync(path)) throw new KeywrightError(code, `There is a file at ${path} already`);
}

/**
 * Gives the finished file the name `path`, durably; its temporary name is the caller's to discard. Throws `code` where something is
 * there by now; after any fault nothing of ours is at the path, unless the disk refuses to take it back too.
 */
export function placeFile(temporary: string, path: string, code: ExistsCode): void {
  flush(temporary);
  giveName(temporary, path, code);
  try {
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function giveName(temporary: string, path: string, code: ExistsCode): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    const fault = (error as NodeJS.ErrnoException).code;
    if (fault === 'EEXIST') assertAbsent(path, code);
    if (fault !== 'EPERM' && fault !== 'ENOTSUP' && fault !== 'EOPNOTSUPP') throw error;
    // A file system without links, such as exFAT.
    assertAbsent(path, code);
    renameSync(temporary, path);
  }
}

/** Removes a temporary file and what SQLite may have put beside it. One that cannot be removed is in nobody's way. */
export function discardFile(temporary: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(`${temporary}${suffix}`, { force: true });
    } catch {
      return;
    }
  }
}

/** Forces the file's content to the disk. */
export function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Forces the folder's names to the disk, where the platform can. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
