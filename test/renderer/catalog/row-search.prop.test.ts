import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowSearch } from '../../../src-renderer/catalog/row-search.ts';
import { makeRows, type Row } from '../../../src-renderer/catalog/rows.ts';
import { type EntryTerm, parseEntryTerms } from '../../../src-shared/query/entry-query.ts';
import { entryView, NOW_MS } from './entry-view.ts';

/** Few letters, so that words are found, found again later in a row, and found in neighbours. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ab', 'A', ' '), maxLength: 8 });
const tag = fc.constantFrom('a', 'b', 'ab', 'ba');
const rows = fc
  .array(fc.record({ name: text, tags: fc.array(tag, { maxLength: 2 }) }), { maxLength: 12 })
  .map((facts) => makeRows(facts.map((fact, at) => entryView({ ...fact, entryId: `ent_${at}` }))));
const words = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }),
    tag.map((name) => `tag:${name}`),
    fc.constantFrom('""', '"a b"', 'status:ok', 'status:expired'),
  ),
  { maxLength: 3 },
);

/** One row after the other, as slowly as can be. */
function plainly(of: readonly Row[], terms: readonly EntryTerm[]): Row[] {
  return of.filter(({ text: held, view }) =>
    terms.every(
      ({ text: wanted, matches }) =>
        (wanted === null || held.includes(wanted)) && (matches?.(view, NOW_MS) ?? true),
    ),
  );
}

describe('the search over many rows', () => {
  it('finds what a look at each row finds, whatever was typed before', () => {
    fc.assert(
      fc.property(rows, fc.array(words, { maxLength: 6 }), (of, queries) => {
        const search = new RowSearch(of);
        for (const query of queries) {
          const whole = query.join(' ');
          for (let length = 1; length <= whole.length; length += 1) {
            const terms = typed(whole.slice(0, length));
            expect([...search.find(terms, NOW_MS)]).toEqual(plainly(of, terms));
          }
        }
      }),
    );
  });

  it('finds nothing across two rows', () => {
    const of = makeRows([entryView({ name: 'x', tags: ['end'] }), entryView({ name: 'start' })]);
    expect(new RowSearch(of).find(parseEntryTerms('endstart'), NOW_MS)).toHaveLength(0);
  });

  it('gives all rows where nothing is asked', () => {
    const of = makeRows([entryView({ name: 'x' })]);
    expect([...new RowSearch(of).find([], NOW_MS)]).toEqual(of);
  });
});

/** A half-typed operator is no query. */
function typed(query: string): readonly EntryTerm[] {
  try {
    return parseEntryTerms(query);
  } catch {
    return [];
  }
}
