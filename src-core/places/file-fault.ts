/** What a fault of the file system means to a person; the path is named, the content never. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

/** The KeywrightError of a failed write: file/exists, disk/full, disk/failed or file/unwritable. */
export function writeFault(path: string, error: unknown): KeywrightError {
  if (error instanceof KeywrightError) return error;
  const detail = { cause: error };
  const number = errorNumber(error);
  if (number === 'EEXIST') {
    return new KeywrightError('file/exists', `There is a file at ${path} already`, detail);
  }
  if (number === 'ENOSPC' || number === 'EDQUOT') {
    return new KeywrightError('disk/full', `Cannot write ${path}: the disk is full`, detail);
  }
  if (number === 'EIO') {
    const message = `The disk reported an error while writing ${path}`;
    return new KeywrightError('disk/failed', message, detail);
  }
  return new KeywrightError('file/unwritable', `Cannot write ${path}`, detail);
}

/** The system's name of a fault ("ENOENT"), or null where it is not the system's. */
export function errorNumber(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === undefined ? null : code;
}
