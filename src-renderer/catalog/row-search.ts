/**
 * Finds words in many rows quickly enough for each key press over 100,000. All texts lie in one string, so a word is looked for in one
 * sweep through memory; and it is remembered which rows had the letters typed so far and where, so that the next letter is looked for
 * in those rows only, and there first.
 */
import type { EntryTerm } from '../../src-shared/query/entry-query.ts';
import { intersect, LineIndex } from './line-index.ts';
import { RowList } from './row-list.ts';
import type { Row } from './rows.ts';

/** Stands between two texts; no word holds it. */
const END = '\u0000';
/** Searches that are remembered: the present one and those of the letters before. */
const KEPT = 24;

/** Rows whose tags are taken in in one step. */
const LINES_AT_ONCE = 5_000;

/** The rows that hold all of some words. */
interface Found {
  readonly words: readonly string[];
  /** By their index, rising. */
  readonly rows: Uint32Array;
  /** Of each word where in the whole text it is first in the row, row by row. */
  readonly at: readonly Uint32Array[];
}

export class RowSearch {
  readonly #rows: readonly Row[];
  readonly #lines: LineIndex;
  readonly #kept = new Map<string, Found>();
  #text: string | null = null;
  /** Where the text of each row begins; one more for the end. */
  #starts = new Uint32Array();
  #all = new Uint32Array();
  /** What one look at the rows finds, before it is copied out. */
  #places = new Uint32Array();
  #at = new Uint32Array();

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
    this.#lines = new LineIndex(rows);
  }

  /** One step of what the first search would do otherwise, a few milliseconds long; true: all is done. */
  prepareStep(): boolean {
    if (this.#text !== null) return this.#lines.take(LINES_AT_ONCE);
    this.#joinTexts();
    return false;
  }

  #joinTexts(): void {
    if (this.#text !== null) return;
    const { length } = this.#rows;
    this.#starts = new Uint32Array(length + 1);
    this.#all = new Uint32Array(length);
    this.#places = new Uint32Array(length);
    this.#at = new Uint32Array(length);
    let end = 0;
    const texts = this.#rows.map(({ text }, index) => {
      end += text.length + END.length;
      this.#starts[index + 1] = end;
      this.#all[index] = index;
      return text;
    });
    this.#text = texts.join(END) + END;
  }

  /** Rows that fit all terms, in their order. */
  find(terms: readonly EntryTerm[], nowMs: number): RowList {
    if (terms.length === 0) return new RowList(this.#rows);
    this.#joinTexts();
    const texts = new Set(terms.flatMap(({ text }) => text ?? []));
    const lines = [...texts].filter(isLine);
    const words = [...texts].filter((text) => text !== '' && !isLine(text));
    const held = lines.map((line) => this.#lines.rowsWith(line.slice(1, -1)));
    if (words.length > 0) held.push(this.#found(words).rows);
    const picked = held.length === 0 ? this.#all : intersect(held);
    const tests = terms.flatMap(({ matches }) => matches ?? []);
    if (tests.length === 0) return new RowList(this.#rows, picked);
    const fits = (index: number): boolean => {
      const row = this.#rows[index];
      return row !== undefined && tests.every((matches) => matches(row.view, nowMs));
    };
    return new RowList(this.#rows, picked.filter(fits));
  }

  #found(words: readonly string[]): Found {
    const name = words.join(END);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const found = this.#narrow(this.#fewestBefore(words), words);
    this.#kept.set(name, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return found;
  }

  /** Of the searches before, that with the fewest rows among which all rows with these words are; null: none. */
  #fewestBefore(words: readonly string[]): Found | null {
    let fewest: Found | null = null;
    for (const found of this.#kept.values()) {
      const isBefore = found.words.every((word, place) => words[place]?.startsWith(word));
      if (isBefore && found.rows.length < (fewest?.rows.length ?? Infinity)) fewest = found;
    }
    return fewest;
  }

  /** Word by word, each among the rows that hold those before it. */
  #narrow(before: Found | null, words: readonly string[]): Found {
    let found: Found = before ?? { words: [], rows: this.#all, at: [] };
    words.forEach((word, place) => {
      if (found.words[place] !== word) found = this.#narrowByOne(found, word, place);
    });
    return found;
  }

  #narrowByOne(before: Found, word: string, place: number): Found {
    const beginning = before.words[place] ?? '';
    const places = this.#seek(before.rows, before.at[place] ?? null, [word, beginning.length]);
    const pick = (values: Uint32Array): Uint32Array => pickPlaces(values, places);
    return {
      words: put(before.words, place, word),
      rows: pick(before.rows),
      at: put(before.at.map(pick), place, this.#at.slice(0, places.length)),
    };
  }

  /**
   * Which of the rows hold the word, as places in `rows`; where they hold it is in #at. `from` is where the letters before `known` are in
   * each. The next place of the word is known as soon as one row had it elsewhere, and rows before that need no look.
   */
  #seek(
    rows: Uint32Array,
    from: Uint32Array | null,
    [word, known]: readonly [string, number],
  ): Uint32Array {
    const text = this.#text ?? '';
    const starts = this.#starts;
    const [places, at] = [this.#places, this.#at];
    let count = 0;
    let next = -1;
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place] ?? 0;
      const first = (from === null ? starts[row] : from[place]) ?? 0;
      if (next < first) next = seekFrom(text, first, [word, known]);
      if (next < (starts[row + 1] ?? 0)) {
        places[count] = place;
        at[count] = next;
        count += 1;
      }
    }
    return places.subarray(0, count);
  }
}

function isLine(text: string): boolean {
  return text.startsWith('\n') && text.endsWith('\n');
}

/** Letter by letter first: this is the innermost of all, and a call of the engine's own takes ten times as long. */
function seekFrom(text: string, from: number, [word, known]: readonly [string, number]): number {
  let length = known;
  while (length < word.length && text.charCodeAt(from + length) === word.charCodeAt(length)) {
    length += 1;
  }
  if (length === word.length) return from;
  const at = text.indexOf(word, from + 1);
  return at === -1 ? Infinity : at;
}

/** In the place of what is there, or at the end. */
function put<T>(list: readonly T[], place: number, value: T): readonly T[] {
  return place < list.length ? list.with(place, value) : [...list, value];
}

/** The values themselves where all places are among them. */
function pickPlaces(values: Uint32Array, places: Uint32Array): Uint32Array {
  if (places.length === values.length) return values;
  const picked = new Uint32Array(places.length);
  for (let place = 0; place < places.length; place += 1) {
    picked[place] = values[places[place] ?? 0] ?? 0;
  }
  return picked;
}
