/** Rows picked out of others by their index: a list of 100,000 found rows is four bytes for each, and nothing for the collector to follow. */
import type { Row } from './rows.ts';

export class RowList implements Iterable<Row> {
  readonly length: number;
  readonly #rows: readonly Row[];
  /** Rising; null: all of them. */
  readonly #picked: Uint32Array | null;

  constructor(rows: readonly Row[], picked: Uint32Array | null = null) {
    this.#rows = rows;
    this.#picked = picked;
    this.length = picked === null ? rows.length : picked.length;
  }

  at(index: number): Row | undefined {
    return this.#picked === null ? this.#rows[index] : this.#rows[this.#picked[index] ?? -1];
  }

  /** From `first` to before `end`. */
  slice(first: number, end: number): Row[] {
    const rows: Row[] = [];
    for (let index = first; index < Math.min(end, this.length); index += 1) {
      const row = this.at(index);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** -1 where it is not among them. */
  indexOf(id: string): number {
    for (let index = 0; index < this.length; index += 1) {
      if (this.at(index)?.id === id) return index;
    }
    return -1;
  }

  *[Symbol.iterator](): Generator<Row> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index) as Row;
  }
}
