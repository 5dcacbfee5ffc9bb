/** The preferences as a small JSON file: read once, written whole (temporary file, flush, rename). A file that does not fit is set aside. */
import { readFileSync, renameSync } from 'node:fs';
import { defaultPreferences } from '../src-shared/desk/default-preferences.ts';
import {
  type Preferences,
  type PreferencesChange,
  preferencesSchema,
} from '../src-shared/desk/preferences.ts';
import { writePrivateFile } from './write-private-file.ts';

export class PreferencesFile {
  readonly #path: string;
  #now: Preferences;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
    this.#now = read(path);
  }

  get now(): Preferences {
    return this.#now;
  }

  /** Takes effect at once; resolves when it is on the disk. */
  async set(change: PreferencesChange): Promise<Preferences> {
    this.#now = preferencesSchema.parse({ ...this.#now, ...change });
    const text = `${JSON.stringify(this.#now, null, 2)}\n`;
    this.#lastWrite = this.#lastWrite.then(
      () => writePrivateFile(this.#path, text),
      () => writePrivateFile(this.#path, text),
    );
    await this.#lastWrite;
    return this.#now;
  }
}

function read(path: string): Preferences {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return defaultPreferences;
  }
  const parsed = readPreferences(parseJson(text));
  if (parsed.success) return parsed.data;
  renameSync(path, `${path}.unreadable`);
  return defaultPreferences;
}

/** What an older version did not know yet is at its default. */
function readPreferences(value: unknown) {
  const known = typeof value === 'object' && value !== null ? value : { unreadable: value };
  return preferencesSchema.safeParse({ ...defaultPreferences, ...known });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
