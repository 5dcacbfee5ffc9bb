/** The rows of each tag, owner and API, for a search that asks for one of them exactly. */
import type { Row } from './rows.ts';

const NONE = new Uint32Array();

export class LineIndex {
  readonly #from: readonly Row[];
  readonly #rows = new Map<string, number[]>();
  #taken = 0;

  constructor(rows: readonly Row[]) {
    this.#from = rows;
  }

  /** Takes so many rows in; true once all are. */
  take(count: number): boolean {
    const end = Math.min(this.#taken + count, this.#from.length);
    for (; this.#taken < end; this.#taken += 1) {
      const view = this.#from[this.#taken]?.view;
      if (view !== undefined) this.#add(view, this.#taken);
    }
    return end === this.#from.length;
  }

  /** By their index, rising; `value` in lower case. */
  rowsWith(value: string): Uint32Array {
    this.take(this.#from.length);
    const rows = this.#rows.get(value);
    return rows === undefined ? NONE : Uint32Array.from(rows);
  }

  #add({ owner, api, tags }: Row['view'], index: number): void {
    if (owner !== null) this.#addLine(owner, index);
    if (api !== null) this.#addLine(api, index);
    for (const tag of tags) this.#addLine(tag, index);
  }

  #addLine(value: string, index: number): void {
    const name = value.toLowerCase();
    const rows = this.#rows.get(name);
    if (rows === undefined) this.#rows.set(name, [index]);
    else if (rows.at(-1) !== index) rows.push(index);
  }
}

/** What is in all of the rising lists. */
export function intersect(lists: readonly Uint32Array[]): Uint32Array {
  const [first = NONE, ...others] = lists.toSorted((a, b) => a.length - b.length);
  return others.reduce(intersectTwo, first);
}

function intersectTwo(left: Uint32Array, right: Uint32Array): Uint32Array {
  let at = 0;
  return left.filter((index) => {
    while ((right[at] ?? Infinity) < index) at += 1;
    return right[at] === index;
  });
}
