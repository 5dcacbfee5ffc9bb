import { describe, expect, it } from 'vitest';
import { RowSearch } from '../../../src-renderer/catalog/row-search.ts';
import {
  commonTags,
  hasTag,
  makeRows,
  type Order,
  orderRows,
  rowsOfSection,
  toggleTag,
  typedTerms,
} from '../../../src-renderer/catalog/rows.ts';
import type { EntryView } from '../../../src-shared/contract/engine-answers.ts';
import { codeOf } from '../../code-of.ts';
import { DAY_MS, entryView, NOW_MS } from './entry-view.ts';

const views = [
  entryView({ name: 'a', tags: ['shop', 'eu'], expiresAtMs: NOW_MS + 40 * DAY_MS }),
  entryView({ name: 'b', tags: ['shop'], expiresAtMs: NOW_MS + DAY_MS, rotatedAtMs: NOW_MS - 1 }),
  entryView({ name: 'c', keyId: 'key_c', lastUsedAtMs: NOW_MS - 5, status: 'active' }),
  entryView({ name: 'd', keyId: 'key_d', lastUsedAtMs: NOW_MS - 1, status: 'active' }),
];
const WHEN = { leadDays: [30, 7, 1], nowMs: NOW_MS };
const rows = makeRows(views);
const found = (query: string) => namesOf(new RowSearch(rows).find(typedTerms(query), NOW_MS));
const namesOf = (of: Iterable<{ readonly view: EntryView }>) =>
  Array.from(of, ({ view }) => view.name);

describe('the rows of the catalog', () => {
  it('are those of their section', () => {
    expect(namesOf(rowsOfSection(rows, 'all', WHEN))).toEqual(['a', 'b', 'c', 'd']);
    expect(namesOf(rowsOfSection(rows, 'issued', WHEN))).toEqual(['c', 'd']);
    expect(namesOf(rowsOfSection(rows, 'third-party', WHEN))).toEqual(['a', 'b']);
    expect(namesOf(rowsOfSection(rows, 'due', WHEN))).toEqual(['b']);
  });

  it.each<[Order['by'], string[], string[]]>([
    ['name', ['a', 'b', 'c', 'd'], ['d', 'c', 'b', 'a']],
    ['expires', ['b', 'a', 'c', 'd'], ['a', 'b', 'c', 'd']],
    ['used', ['d', 'c', 'a', 'b'], ['c', 'd', 'a', 'b']],
    ['rotated', ['b', 'a', 'c', 'd'], ['a', 'c', 'd', 'b']],
  ])('stand in order of %s both ways, with those that have none last', (by, there, back) => {
    expect(namesOf(orderRows(rows, { by, isReversed: false }))).toEqual(there);
    expect(namesOf(orderRows(rows, { by, isReversed: true }))).toEqual(back);
  });

  it('are searched by what has been typed so far', () => {
    expect(found(' tag:shop ')).toEqual(['a', 'b']);
    expect(found('tag:shop expires:<')).toEqual(['a', 'b']);
    expect(found('tag:shop expires:<2d')).toEqual(['b']);
    expect(typedTerms('tag:')).toEqual([]);
  });

  it('refuse an operator that there is not', () => {
    expect(codeOf(() => typedTerms('nope:1'))).toBe('usage/invalid-argument');
  });
});

describe('tags', () => {
  it('are offered by how many rows have them', () => {
    expect(commonTags(rows, 8)).toEqual(['shop', 'eu']);
    expect(commonTags(rows, 1)).toEqual(['shop']);
  });

  it('go into the query and out again, and leave the rest of it alone', () => {
    const query = toggleTag('mail "two words"', 'Shop');
    expect(query).toBe('mail "two words" tag:shop');
    expect(hasTag(query, 'SHOP')).toBe(true);
    expect(hasTag('tag:shops', 'shop')).toBe(false);
    expect(toggleTag(query, 'shop')).toBe('mail "two words"');
  });
});
