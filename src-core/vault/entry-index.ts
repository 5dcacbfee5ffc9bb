/**
 * What an unlocked vault knows of the rows of a table: id, version and frames of each, and the overviews that were looked at. An overview
 * is read and opened when it is first asked for; a row read then, or later, must still be of that version and have those frames, so a row
 * swapped behind SQLite's back is never opened. [Note: opened late] The walk has proven salt, commitment and tag of each blob, not its
 * ciphertext: one that does not fit them shows at the first look, as that of a secret always did.
 */
import type { EntryId } from '../../src-shared/ids/ids.ts';
import type { EntryOverview, VaultEntry } from './entry.ts';
import { frameRow, type StoredRow } from './manifest-item.ts';
import { readOnlyError } from './read-only-error.ts';
import type { OverviewRow } from './row-access.ts';
import type { EntryRow } from './vault-rows.ts';

interface IndexedRow {
  readonly version: number;
  /** Of both blobs, as in FramedRow. */
  readonly frames: string;
  /** Undefined: not looked at yet. Null: looked at, and it did not open. */
  entry: VaultEntry | null | undefined;
}

interface RowSource {
  /** The row as it lies in the file now, null where there is none. */
  read(id: EntryId): OverviewRow | null;
  /** Null where the blob does not open in its place. */
  open(row: OverviewRow): EntryOverview | null;
  /** Told before anything else is done: a row is not what the manifest proved. */
  foundChange(): void;
}

export class EntryIndex {
  readonly #source: RowSource;
  #rows = new Map<EntryId, IndexedRow>();
  /** Of the walk before, while one goes on. */
  #former: ReadonlyMap<EntryId, IndexedRow> = new Map();

  constructor(source: RowSource) {
    this.#source = source;
  }

  /** The rows of the table follow, each by `put`. */
  beginWalk(): void {
    this.#former = this.#rows;
    this.#rows = new Map();
  }

  /** What did not come is forgotten. */
  endWalk(): void {
    this.#former = new Map();
  }

  /** Takes the row in; what is known of it stays where it did not change. False where it is not of our form; it is then left out. */
  put(row: Pick<EntryRow, 'id' | 'version'>, frames: string): boolean {
    const { id, version } = row;
    if (frames === '' || !Number.isSafeInteger(version)) {
      this.#rows.delete(id);
      return false;
    }
    const known = this.#rows.get(id) ?? this.#former.get(id);
    const isKnown = known?.frames === frames && known.version === version;
    this.#rows.set(id, isKnown ? known : { version, frames, entry: undefined });
    return true;
  }

  remove(id: EntryId): void {
    this.#rows.delete(id);
  }

  /** Null where there is none. Throws vault/changed-outside where its overview does not open. */
  find(id: EntryId): VaultEntry | null {
    const indexed = this.#rows.get(id);
    if (indexed === undefined) return null;
    const entry = this.#look(id, indexed);
    if (entry === null) throw readOnlyError('changed-outside');
    return entry;
  }

  /** At most `limit` entries, the first in the order in which they came. One that does not open is left out. */
  list(limit: number): VaultEntry[] {
    const entries: VaultEntry[] = [];
    for (const [id, indexed] of this.#rows) {
      if (entries.length >= limit) break;
      const entry = this.#look(id, indexed);
      if (entry !== null) entries.push(entry);
    }
    return entries;
  }

  /** In the order of `list`. */
  ids(): EntryId[] {
    return [...this.#rows.keys()];
  }

  /** As `list`, of these alone. */
  listOf(ids: readonly EntryId[]): VaultEntry[] {
    return ids.flatMap((id) => {
      const indexed = this.#rows.get(id);
      return (indexed === undefined ? null : this.#look(id, indexed)) ?? [];
    });
  }

  /** Whether the row is the one that was indexed. */
  matches(row: EntryRow): boolean {
    const indexed = this.#rows.get(row.id);
    const { frames } = frameRow('entries', row as unknown as StoredRow);
    return indexed !== undefined && indexed.version === row.version && indexed.frames === frames;
  }

  #look(id: EntryId, indexed: IndexedRow): VaultEntry | null {
    if (indexed.entry !== undefined) return indexed.entry;
    const row = this.#source.read(id);
    const isSame = row?.version === indexed.version && row.frames === indexed.frames;
    const overview = isSame ? this.#source.open(row) : null;
    indexed.entry = overview === null ? null : { id, version: indexed.version, overview };
    if (overview === null) this.#source.foundChange();
    return indexed.entry;
  }
}
