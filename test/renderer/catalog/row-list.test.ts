import { describe, expect, it } from 'vitest';
import { RowList } from '../../../src-renderer/catalog/row-list.ts';
import { makeRows } from '../../../src-renderer/catalog/rows.ts';
import { entryView } from './entry-view.ts';

const rows = makeRows(['a', 'b', 'c', 'd'].map((name) => entryView({ name, entryId: name })));
const ids = (list: Iterable<{ readonly id: string }>): string[] => Array.from(list, ({ id }) => id);

describe('a list of rows', () => {
  it('has all rows where none are picked', () => {
    const list = new RowList(rows);
    expect(ids(list)).toEqual(['a', 'b', 'c', 'd']);
    expect(list.at(4)).toBeUndefined();
    expect(list.at(-1)).toBeUndefined();
  });

  it('has the picked ones in their order', () => {
    const list = new RowList(rows, Uint32Array.of(1, 3));
    expect(list.length).toBe(2);
    expect(ids(list)).toEqual(['b', 'd']);
    expect(list.at(2)).toBeUndefined();
    expect(ids(list.slice(1, 9))).toEqual(['d']);
    expect(list.indexOf('d')).toBe(1);
    expect(list.indexOf('a')).toBe(-1);
  });
});
