/** What an accident or an attacker can do to the bytes of a file. Each mutation gives back new bytes and leaves the original as it is. */
import type { SeededChoice } from '../core/vault/seeded-choice.ts';

export interface Mutation {
  readonly name: string;
  readonly bytes: Buffer;
}

type Mutate = (bytes: Buffer, choice: SeededChoice) => Buffer;

const PAGE_BYTES = 4_096;
const HEADER_BYTES = 100;
const NEAR_BYTES = 48;
const EDGE_BYTES = [0x00, 0x01, 0x7f, 0x80, 0xff];

const anyFile: Readonly<Record<string, Mutate>> = {
  'flip a bit': (bytes, choice) => edited(bytes, choice.below(bytes.length), flipped(choice)),
  'flip bits in many places': (bytes, choice) => {
    let result = bytes;
    for (let left = 2 + choice.below(30); left > 0; left -= 1) {
      result = edited(result, choice.below(result.length), flipped(choice));
    }
    return result;
  },
  'set a byte to an edge value': (bytes, choice) =>
    edited(bytes, choice.below(bytes.length), () => choice.of(EDGE_BYTES)),
  'cut the end off': (bytes, choice) => bytes.subarray(0, choice.below(bytes.length)),
  'cut a piece out': (bytes, choice) => {
    const at = choice.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + choice.below(64))]);
  },
  'put noise in': (bytes, choice) => {
    const at = choice.below(bytes.length);
    const noise = Buffer.from(
      Array.from({ length: 1 + choice.below(64) }, () => choice.below(256)),
    );
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  'double a piece': (bytes, choice) => {
    const at = choice.below(bytes.length);
    const piece = bytes.subarray(at, at + 1 + choice.below(512));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
  'put zeros over a piece': (bytes, choice) => {
    const result = Buffer.from(bytes);
    const at = choice.below(bytes.length);
    return result.fill(0, at, Math.min(bytes.length, at + 1 + choice.below(256)));
  },
};

const databaseFile: Readonly<Record<string, Mutate>> = {
  ...anyFile,
  'swap two pages': (bytes, choice) => {
    const [left, right] = [pageOf(bytes, choice), pageOf(bytes, choice)];
    const result = Buffer.from(bytes);
    bytes.copy(result, left, right, right + PAGE_BYTES);
    bytes.copy(result, right, left, left + PAGE_BYTES);
    return result;
  },
  'put a page over another': (bytes, choice) => {
    const result = Buffer.from(bytes);
    const [from, to] = [pageOf(bytes, choice), pageOf(bytes, choice)];
    bytes.copy(result, to, from, from + PAGE_BYTES);
    return result;
  },
  'put zeros over a page': (bytes, choice) => {
    const result = Buffer.from(bytes);
    const at = pageOf(bytes, choice);
    return result.fill(0, at, at + PAGE_BYTES);
  },
  'edit the header of the database': (bytes, choice) =>
    edited(bytes, choice.below(HEADER_BYTES), () => choice.below(256)),
  'set a field of the header to an edge value': (bytes, choice) => {
    const result = Buffer.from(bytes);
    const at = 16 + 4 * choice.below(21);
    return result.fill(choice.of(EDGE_BYTES), at, at + 4);
  },
  'edit the header of a page': (bytes, choice) => {
    const page = pageOf(bytes, choice);
    const start = page === 0 ? HEADER_BYTES : page;
    return edited(bytes, start + choice.below(12), () => choice.below(256));
  },
  'edit a cell pointer of a page': (bytes, choice) => {
    const page = pageOf(bytes, choice);
    const start = page === 0 ? HEADER_BYTES : page;
    return edited(bytes, start + 8 + choice.below(40), () => choice.below(256));
  },
};

const textFile: Readonly<Record<string, Mutate>> = {
  ...anyFile,
  'put a NUL in': (bytes, choice) => inserted(bytes, choice, '\0'),
  'put a byte order mark in front': (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  'make its lines end as on Windows': (bytes) =>
    Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  'put a number of another size in': (bytes, choice) => {
    const numbers = ['1e999', '-1', '0.5', '9007199254740993', '1'.repeat(400), 'null', '""'];
    const text = bytes.toString('latin1');
    const found = Array.from(text.matchAll(/\d+/g));
    const digits = found.length === 0 ? null : choice.of(found);
    if (digits === null) return inserted(bytes, choice, choice.of(numbers));
    const end = digits.index + digits[0].length;
    return Buffer.from(
      text.slice(0, digits.index) + choice.of(numbers) + text.slice(end),
      'latin1',
    );
  },
  'nest it deeply': (bytes, choice) => {
    const depth = 1 + choice.below(20_000);
    return Buffer.concat([Buffer.from('['.repeat(depth)), bytes, Buffer.from(']'.repeat(depth))]);
  },
  'repeat it': (bytes, choice) =>
    Buffer.concat(Array.from({ length: 2 + choice.below(20) }, () => bytes)),
  'put a quote in': (bytes, choice) => inserted(bytes, choice, choice.of(['"', "'", '`', '\\'])),
};

/** One mutation of a SQLite file, chosen at random. */
export function mutateDatabase(bytes: Buffer, choice: SeededChoice): Mutation {
  return mutateWith(databaseFile, bytes, choice);
}

/** One mutation of a text file, chosen at random. */
export function mutateText(bytes: Buffer, choice: SeededChoice): Mutation {
  return mutateWith(textFile, bytes, choice);
}

/** Flips bits within a few bytes of a place that is given: where the rest of the file is whole, what reads that place is tried. */
export function mutateNear(
  bytes: Buffer,
  places: readonly number[],
  choice: SeededChoice,
): Mutation {
  const around = choice.of(places) + choice.below(2 * NEAR_BYTES) - NEAR_BYTES;
  const at = Math.min(bytes.length - 1, Math.max(0, around));
  return { name: 'flip a bit near a place', bytes: edited(bytes, at, flipped(choice)) };
}

/** Every offset at which the text stands in the bytes. */
export function placesOf(bytes: Buffer, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places;
}

function mutateWith(
  mutations: Readonly<Record<string, Mutate>>,
  bytes: Buffer,
  choice: SeededChoice,
): Mutation {
  const [name, mutate] = choice.of(Object.entries(mutations));
  return { name, bytes: mutate(bytes, choice) };
}

function edited(bytes: Buffer, at: number, edit: (byte: number) => number): Buffer {
  const result = Buffer.from(bytes);
  result[at] = edit(result[at] ?? 0);
  return result;
}

function flipped(choice: SeededChoice): (byte: number) => number {
  const bit = 1 << choice.below(8);
  return (byte) => byte ^ bit;
}

function inserted(bytes: Buffer, choice: SeededChoice, text: string): Buffer {
  const at = choice.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)]);
}

function pageOf(bytes: Buffer, choice: SeededChoice): number {
  return PAGE_BYTES * choice.below(Math.max(1, Math.floor(bytes.length / PAGE_BYTES)));
}
