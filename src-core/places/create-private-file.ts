/**
 * Creates a 0600 file whole or not at all, and never over another one: written beside its place, flushed, linked in.
 * A crash leaves at most a stray `.new-…` file beside it.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { errorNumber, writeFault } from './file-fault.ts';

/** What file systems without hard links answer. */
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Durable on return. Throws file/exists, file/unwritable, disk/full or disk/failed; then nothing was created. */
export async function createPrivateFile(path: string, content: Buffer): Promise<void> {
  const draft = `${path}.new-${randomBytes(8).toString('hex')}`;
  try {
    await writeDurably(draft, content);
    await putInPlace(draft, path);
    await keepInPlace(path);
  } catch (error) {
    throw writeFault(path, error);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function writeDurably(path: string, content: Buffer): Promise<void> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
  const file: FileHandle = await open(path, flags, 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** `link` refuses an existing name in one step; `rename` would replace it. */
async function putInPlace(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (!NO_HARD_LINKS.has(errorNumber(error) ?? '')) throw error;
    if (await exists(path)) {
      throw new KeywrightError('file/exists', `There is a file at ${path} already`);
    }
    await rename(draft, path);
  }
}

/** A name that may not survive a power cut is taken back. */
async function keepInPlace(path: string): Promise<void> {
  try {
    await flushDirectory(dirname(path));
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Windows cannot open directories; it flushes their entries itself. */
async function flushDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, constants.O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
