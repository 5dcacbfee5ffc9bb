/**
 * A new 0600 file that will hold secrets, one JSON object a line. It is made before there is anything to write, so that a place that
 * cannot be written is found while nothing has been issued; it is never written over another file.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { writeFault } from '../../src-core/places/file-fault.ts';
import type { JsonObject } from '../answer.ts';

export interface SecretLines {
  readonly path: string;
  /** Durable on return. Throws file/unwritable, disk/full, disk/failed. */
  write(lines: readonly JsonObject[]): Promise<void>;
  /** Takes the file away again. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

/** Throws file/exists, file/unwritable, disk/full. */
export async function createSecretLines(path: string): Promise<SecretLines> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
  const file: FileHandle = await guard(path, () => open(path, flags, 0o600));
  return {
    path,
    write: (lines) =>
      guard(path, async () => {
        const text = lines.map((line) => `${JSON.stringify({ v: 1, ...line })}\n`).join('');
        await file.writeFile(text);
        await file.sync();
      }),
    discard: () => unlink(path).catch(() => undefined),
    close: () => file.close(),
  };
}

async function guard<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw writeFault(path, error);
  }
}
