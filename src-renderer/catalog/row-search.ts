/**
 * Finds words in many rows quickly enough for each key press over 100,000. All texts lie in one string, so a word is looked for in one
 * sweep through memory; and it is remembered where a word was found, so that a longer one looks at the next letter there first.
 */
import type { EntryTerm } from '../../src-shared/query/entry-query.ts';
import type { Row } from './rows.ts';

/** Stands between two texts; no word holds it. */
const END = '\u0000';
/** Words whose places are remembered: those of the present query and of the letters before. */
const KEPT_WORDS = 24;

/** The rows that hold a word, by their index, and where in the whole text. */
interface Places {
  readonly rows: Uint32Array;
  readonly at: Uint32Array;
}

export class RowSearch {
  readonly #rows: readonly Row[];
  readonly #words = new Map<string, Places>();
  #text: string | null = null;
  /** Where the text of each row begins; one more for the end. */
  #starts = new Uint32Array();

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  /** Done by the first search otherwise. */
  prepare(): string {
    if (this.#text !== null) return this.#text;
    this.#starts = new Uint32Array(this.#rows.length + 1);
    let length = 0;
    const texts = this.#rows.map(({ text }, index) => {
      length += text.length + END.length;
      this.#starts[index + 1] = length;
      return text;
    });
    this.#text = texts.join(END) + END;
    return this.#text;
  }

  /** Rows that fit all terms, in their order; the list itself where there is no term. */
  find(terms: readonly EntryTerm[], nowMs: number): readonly Row[] {
    if (terms.length === 0) return this.#rows;
    const words = new Set(terms.flatMap(({ text }) => (text === null || text === '' ? [] : text)));
    const held = [...words].map((word) => this.#places(word).rows);
    const tests = terms.flatMap(({ matches }) => matches ?? []);
    const rows = held.length === 0 ? this.#rows : this.#pick(intersect(held));
    if (tests.length === 0) return rows;
    return rows.filter(({ view }) => tests.every((matches) => matches(view, nowMs)));
  }

  #pick(indexes: Uint32Array): Row[] {
    const rows: Row[] = [];
    for (const index of indexes) {
      const row = this.#rows[index];
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  #places(word: string): Places {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const text = this.prepare();
    const before = this.#longestBeginning(word);
    const places = before === null ? this.#sweep(text, word) : this.#extend(text, word, before);
    this.#words.set(word, places);
    const [oldest] = this.#words.keys();
    if (this.#words.size > KEPT_WORDS && oldest !== undefined) this.#words.delete(oldest);
    return places;
  }

  #longestBeginning(word: string): Places | null {
    for (let length = word.length - 1; length > 0; length -= 1) {
      const known = this.#words.get(word.slice(0, length));
      if (known !== undefined) return known;
    }
    return null;
  }

  #sweep(text: string, word: string): Places {
    const found = new PlaceList(this.#rows.length);
    let row = 0;
    for (let at = text.indexOf(word); at !== -1; ) {
      while (at >= this.#startAfter(row)) row += 1;
      found.add(row, at);
      at = text.indexOf(word, this.#startAfter(row));
    }
    return found.places();
  }

  /** As #sweep, among the places where a beginning of the word was found. */
  #extend(text: string, word: string, before: Places): Places {
    const found = new PlaceList(before.rows.length);
    // The next place of the word, known as soon as one row had it elsewhere; rows before it need no look.
    let next = -1;
    before.rows.forEach((row, place) => {
      const at = before.at[place] ?? 0;
      if (next < at) next = text.startsWith(word, at) ? at : text.indexOf(word, at + 1);
      if (next === -1) next = text.length;
      if (next < this.#startAfter(row)) found.add(row, next);
    });
    return found.places();
  }

  #startAfter(row: number): number {
    return this.#starts[row + 1] ?? Infinity;
  }
}

class PlaceList {
  readonly #rows: Uint32Array;
  readonly #at: Uint32Array;
  #count = 0;

  constructor(most: number) {
    this.#rows = new Uint32Array(most);
    this.#at = new Uint32Array(most);
  }

  add(row: number, at: number): void {
    this.#rows[this.#count] = row;
    this.#at[this.#count] = at;
    this.#count += 1;
  }

  places(): Places {
    return { rows: this.#rows.slice(0, this.#count), at: this.#at.slice(0, this.#count) };
  }
}

/** What is in all of the rising lists. */
function intersect(lists: readonly Uint32Array[]): Uint32Array {
  const [first = new Uint32Array(), ...others] = lists.toSorted((a, b) => a.length - b.length);
  return others.reduce(intersectTwo, first);
}

function intersectTwo(left: Uint32Array, right: Uint32Array): Uint32Array {
  let at = 0;
  return left.filter((index) => {
    while ((right[at] ?? Infinity) < index) at += 1;
    return right[at] === index;
  });
}
