/** Files that a person names: read up to a limit, so that a device or a huge file is never taken into memory whole. */
import { type FileHandle, open } from 'node:fs/promises';

/**
 * The file's bytes in one buffer, which the caller may wipe: at most `maxBytes`, and one more that says that there are more.
 * Rejects with the file system's error.
 */
export async function readAtMost(path: string, maxBytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    return await fill(file, Buffer.alloc(maxBytes + 1));
  } finally {
    await file.close();
  }
}

/** A pipe gives its bytes in pieces. */
async function fill(file: FileHandle, bytes: Buffer): Promise<Buffer> {
  let size = 0;
  while (size < bytes.length) {
    const { bytesRead } = await file.read(bytes, size, bytes.length - size, null);
    if (bytesRead === 0) break;
    size += bytesRead;
  }
  return bytes.subarray(0, size);
}
