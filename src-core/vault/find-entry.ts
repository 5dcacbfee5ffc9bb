/** Finds an entry by what a person calls it. */
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { EntryId } from '../../src-shared/ids/ids.ts';
import type { VaultEntry } from './entry.ts';
import type { EntryIndex } from './entry-index.ts';

/** By id or exact name. Throws entry/not-found, entry/ambiguous naming the ids, or vault/changed-outside as EntryIndex.find. */
export function findByReference(index: EntryIndex, reference: string): VaultEntry {
  const byId = index.find(reference as EntryId);
  if (byId !== null) return byId;
  const entries = index.list(Infinity);
  const [first, ...others] = entries.filter((entry) => entry.overview.name === reference);
  if (first === undefined) throw entryNotFound(reference);
  if (others.length === 0) return first;
  const ids = [first, ...others].map((entry) => entry.id).join(', ');
  throw new KeywrightError('entry/ambiguous', `More than one entry has that name: ${ids}`);
}

export function entryNotFound(reference: string): KeywrightError {
  return new KeywrightError('entry/not-found', `No entry "${clip(reference)}"`);
}
