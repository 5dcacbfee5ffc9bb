/**
 * The window's place as a small file beside the preferences: read once, written whole a moment after it changed, and at the end. A file
 * that is not ours is set aside; a place that cannot be written is forgotten, which is no reason to disturb anybody.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { type WindowPlace, windowPlaceSchema } from '../../src-shared/desk/window-place.ts';
import { writePrivateFile } from '../write-private-file.ts';

/** A window that is dragged says where it is many times a second. */
export const WRITE_AFTER_MS = 800;

export class WindowPlaceFile {
  /** The window has been left before: whoever opens it has a vault, as good as surely. */
  readonly isThere: boolean;
  readonly #path: string;
  #now: WindowPlace;
  #timer: NodeJS.Timeout | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
    this.isThere = existsSync(path);
    this.#now = read(path);
  }

  get now(): WindowPlace {
    return this.#now;
  }

  /** Holds at once, and is on the disk a moment later. */
  note(change: Partial<WindowPlace>): void {
    const next = { ...this.#now, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#now)) return;
    this.#now = next;
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Resolves when what was noted is on the disk, or cannot be. */
  async flush(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      const text = `${JSON.stringify(this.#now, null, 2)}\n`;
      this.#lastWrite = this.#lastWrite
        .then(() => writePrivateFile(this.#path, text))
        .catch(() => undefined);
    }
    await this.#lastWrite;
  }
}

function read(path: string): WindowPlace {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return windowPlaceSchema.parse({});
  }
  const parsed = windowPlaceSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  setAside(path);
  return windowPlaceSchema.parse({});
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function setAside(path: string): void {
  try {
    renameSync(path, `${path}.unreadable`);
  } catch {
    // It is written over then.
  }
}
