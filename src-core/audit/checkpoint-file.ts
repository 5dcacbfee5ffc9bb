/**
 * The checkpoints file: one signed head a line, only ever appended to, 0600, flushed to disk before append returns.
 * A line torn by a crash is left as it is and the next one starts afresh; readers count torn lines apart.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { encodeCheckpointLine, parseCheckpointLine, type SignedCheckpoint } from './checkpoint.ts';

export interface CheckpointLog {
  readonly checkpoints: readonly SignedCheckpoint[];
  /** Lines that are no whole checkpoint. */
  readonly tornLines: number;
}

/** Many times the longest line, so that the tail holds whole ones. */
const TAIL_BYTES = 8_192;

/** Everything in the file, in its order; empty where there is no file. Throws file/unreadable. */
export function readCheckpoints(path: string): CheckpointLog {
  return reading(path, () => {
    if (!existsSync(path)) return { checkpoints: [], tornLines: 0 };
    return parseLines(readFileSync(path, 'utf8'));
  });
}

/** The store's checkpoint with the highest seq near the end of the file; null where there is none. Throws file/unreadable. */
export function readLastCheckpoint(path: string, storeId: StoreId): SignedCheckpoint | null {
  return reading(path, () => {
    if (!existsSync(path)) return null;
    const { checkpoints } = parseLines(readTail(path));
    const own = checkpoints.filter((checkpoint) => checkpoint.storeId === storeId);
    return own.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
  });
}

/** Appends one line and flushes it. Throws file/unwritable, disk/full. */
export function appendCheckpoint(path: string, checkpoint: SignedCheckpoint): void {
  try {
    const file = openSync(path, 'a+', 0o600);
    try {
      const separator = endsInsideLine(file) ? '\n' : '';
      writeSync(file, separator + encodeCheckpointLine(checkpoint));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new KeywrightError(isFull ? 'disk/full' : 'file/unwritable', `Cannot write ${path}`, {
      cause: error,
    });
  }
}

function endsInsideLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString('latin1') !== '\n';
}

function readTail(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const length = Math.min(size, TAIL_BYTES);
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, size - length);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}

function parseLines(text: string): CheckpointLog {
  const lines = text.split('\n').filter((line) => line !== '');
  const checkpoints = lines.map(parseCheckpointLine).filter((parsed) => parsed !== null);
  return { checkpoints, tornLines: lines.length - checkpoints.length };
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new KeywrightError('file/unreadable', `Cannot read ${path}`, { cause: error });
  }
}
