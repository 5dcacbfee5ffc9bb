/** Rows in the order of their names, kept while more of them come: each batch is sorted when it comes, and merged when the list is looked at. */
import type { Row } from './rows.ts';

const { compare: compareNames } = new Intl.Collator('en');

/** As the engine's order by name. */
export function compareRows({ view: a }: Row, { view: b }: Row): number {
  return compareNames(a.name, b.name) || a.createdAtMs - b.createdAtMs;
}

export class SortedRows {
  readonly #byId = new Map<string, Row>();
  readonly #byKeyId = new Map<string, Row>();
  #merged: readonly Row[] = [];
  #runs: (readonly Row[])[] = [];
  #hasStale = false;

  get size(): number {
    return this.#byId.size;
  }

  clear(): void {
    this.#byId.clear();
    this.#byKeyId.clear();
    this.#merged = [];
    this.#runs = [];
  }

  /** Rows that were there by the same id are replaced. */
  put(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    for (const row of rows) {
      this.#hasStale ||= this.#byId.has(row.id);
      this.#byId.set(row.id, row);
      if (row.view.keyId !== null) this.#byKeyId.set(row.view.keyId, row);
    }
    this.#runs.push(rows.toSorted(compareRows));
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#hasStale = this.#byId.delete(id) || this.#hasStale;
  }

  /** By the id of an entry or of a key; null where there is none. */
  find(id: string): Row | null {
    const row = this.#byId.get(id) ?? this.#byKeyId.get(id);
    return row !== undefined && this.#byId.get(row.id) === row ? row : null;
  }

  /** The same list as before where nothing has changed. */
  list(): readonly Row[] {
    if (this.#runs.length === 0 && !this.#hasStale) return this.#merged;
    const lists = [this.#merged, ...this.#runs].map((rows) => this.#fresh(rows));
    this.#merged = mergeAll(lists);
    this.#runs = [];
    this.#hasStale = false;
    return this.#merged;
  }

  #fresh(rows: readonly Row[]): readonly Row[] {
    return this.#hasStale ? rows.filter((row) => this.#byId.get(row.id) === row) : rows;
  }
}

/** Neighbours in pairs, until one list is left. */
function mergeAll(lists: readonly (readonly Row[])[]): readonly Row[] {
  const [first = [], second, ...others] = lists;
  if (second === undefined) return first;
  const pairs = [merge(first, second)];
  for (let at = 0; at < others.length; at += 2) {
    pairs.push(merge(others[at] ?? [], others[at + 1] ?? []));
  }
  return mergeAll(pairs);
}

function merge(left: readonly Row[], right: readonly Row[]): readonly Row[] {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const rows: Row[] = [];
  let at = 0;
  for (const row of left) {
    for (let next = right[at]; next !== undefined && compareRows(next, row) < 0; next = right[at]) {
      rows.push(next);
      at += 1;
    }
    rows.push(row);
  }
  return rows.concat(right.slice(at));
}
