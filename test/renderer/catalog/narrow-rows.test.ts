import { describe, expect, it } from 'vitest';
import { narrowRows } from '../../../src-renderer/catalog/narrow-rows.ts';
import { makeRows, type Row } from '../../../src-renderer/catalog/rows.ts';
import { entryView } from './entry-view.ts';

const rows = makeRows(
  Array.from({ length: 20_001 }, (_, index) => entryView({ name: `${index}` })),
);
const narrowed = (matches: (row: Row) => boolean) =>
  new Promise<readonly Row[]>((resolve) => {
    narrowRows(rows, matches, resolve);
  });

describe('narrowing many rows', () => {
  it('finds those that match, in order, to the last', async () => {
    const found = await narrowed(({ view }) => Number(view.name) % 5_000 === 0);
    expect(found.map(({ view }) => view.name)).toEqual(['0', '5000', '10000', '15000', '20000']);
  });

  it('finds none where none match', async () => {
    expect(await narrowed(() => false)).toEqual([]);
  });

  it('ends at the next slice once it is cancelled', async () => {
    let seen = 0;
    const narrowing = narrowRows(
      rows,
      () => {
        seen += 1;
        narrowing.cancel();
        return true;
      },
      () => undefined,
    );
    await narrowed(() => true);
    expect(seen).toBe(8_000);
  });

  it('calls nobody once it is cancelled', async () => {
    let isCalled = false;
    narrowRows(
      rows,
      () => true,
      () => void (isCalled = true),
    ).cancel();
    await narrowed(() => true);
    expect(isCalled).toBe(false);
  });
});
