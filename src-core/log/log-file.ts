/** A log file of bounded size: past it the file is renamed to `.1`, older ones move up, the oldest is removed. Never throws. */
import { chmodSync, closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFolder } from '../places/make-private-folder.ts';

interface LogFileOptions {
  readonly maxBytes?: number;
  /** Older files kept beside the current one. */
  readonly keep?: number;
}

export interface LineSink {
  /** One line with its newline. A line that cannot be written is dropped: logging never stops the work. */
  write(line: string): void;
  close(): void;
}

const DEFAULT_MAX_BYTES = 5 * 1_048_576;
const DEFAULT_KEEP = 3;

export function openLogFile(path: string, options: LogFileOptions = {}): LineSink {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const keep = options.keep ?? DEFAULT_KEEP;
  let fd: number | null = null;
  let sizeBytes = 0;

  function open(): number {
    makePrivateFolder(dirname(path));
    const opened = openSync(path, 'a', 0o600);
    chmodSync(path, 0o600);
    sizeBytes = fstatSync(opened).size;
    return opened;
  }

  function close(): void {
    if (fd !== null) closeSync(fd);
    fd = null;
  }

  function rotate(): void {
    close();
    rmSync(`${path}.${keep}`, { force: true });
    for (let age = keep - 1; age >= 0; age -= 1)
      renameIfThere(numbered(path, age), `${path}.${age + 1}`);
  }

  function append(line: string): void {
    fd ??= open();
    if (sizeBytes > 0 && sizeBytes + Buffer.byteLength(line) > maxBytes) {
      rotate();
      fd = open();
    }
    sizeBytes += writeSync(fd, line);
  }

  return { write: (line) => attempt(() => append(line)), close: () => attempt(close) };
}

function numbered(path: string, age: number): string {
  return age === 0 ? path : `${path}.${age}`;
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Logging has nobody to tell that logging failed. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    return;
  }
}
