import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-engine/engine.ts';
import type { EntryPage, EntryView } from '../../src-shared/contract/engine-answers.ts';
import { parseEntries } from '../../src-shared/contract/entry-rows.ts';
import { ENTRY, ISSUE, makeWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let engine: Engine;

beforeEach(async () => {
  bench = await makeWorkbench();
  engine = await bench.unlock();
});

afterEach(async () => {
  await engine.close();
  bench.remove();
});

interface Read {
  readonly views: readonly EntryView[];
  readonly removed: readonly string[];
  readonly pages: readonly EntryPage[];
  readonly cursor: string | null;
}

async function read(cursor: string | null = null, inTrash = false): Promise<Read> {
  const pages: EntryPage[] = [];
  for (let page: EntryPage | undefined; page?.isLast !== true; pages.push(page)) {
    const at = page?.cursor ?? cursor;
    page = await engine.call('entry:page', { inTrash, cursor: at, limit: 2 }, 'window');
  }
  return {
    pages,
    views: pages.flatMap(({ rows }) => parseEntries(rows)),
    removed: pages.flatMap(({ removed }) => removed),
    cursor: pages.at(-1)?.cursor ?? null,
  };
}

async function list(inTrash = false): Promise<readonly EntryView[]> {
  const input = { query: '', sort: 'name', inTrash } as const;
  return (await engine.call('entry:list', input, 'window')).items;
}

const byName = (views: readonly EntryView[]) =>
  views.toSorted((a, b) => (a.name < b.name ? -1 : 1));
const add = (name: string) => engine.call('entry:add', { ...ENTRY, name }, 'window');
const namesOf = (views: readonly EntryView[]) => byName(views).map(({ name }) => name);

describe('reading the catalog in pages', () => {
  it('gives what one list gives, keys without a copy and the trash included', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await add(name);
    await engine.call('key:issue', ISSUE, 'window');
    await engine.call('entry:remove', { entry: 'b', reason: null }, 'window');
    const { views, pages } = await read();
    expect(byName(views)).toEqual(byName(await list()));
    expect(pages.map(({ startsOver }) => startsOver)).toEqual([true, false, false]);
    expect(pages.map(({ read: at, total }) => [at, total])).toEqual([
      [2, 5],
      [4, 5],
      [5, 5],
    ]);
    expect((await read(null, true)).views).toEqual(await list(true));
  });

  it('gives one empty page of an empty vault', async () => {
    const { pages, views } = await read();
    expect([pages.length, views, pages[0]?.isLast]).toEqual([1, [], true]);
  });

  it('tells afterwards only what changed, came and went', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await add(name);
    const { cursor, views } = await read();
    expect((await read(cursor)).views).toEqual([]);
    const again = (await read(cursor)).pages;
    expect(again[0]?.startsOver).toBe(true);
    const known = (await read()).cursor;
    await engine.call('entry:edit', { entry: 'a', notes: 'new', reason: null }, 'window');
    await engine.call('entry:remove', { entry: 'b', reason: null }, 'window');
    await add('e');
    const changed = await read(known);
    expect(namesOf(changed.views)).toEqual(['a', 'e']);
    expect(changed.removed).toEqual([views.find(({ name }) => name === 'b')?.entryId]);
    expect(changed.pages[0]?.startsOver).toBe(false);
  });

  it('begins again for a cursor that it does not know', async () => {
    await add('a');
    const { pages, views } = await read('99.1');
    expect([pages[0]?.startsOver, namesOf(views)]).toEqual([true, ['a']]);
  });

  it('shows an entry once where another is removed between two pages', async () => {
    for (const name of ['a', 'b', 'c']) await add(name);
    const first = await engine.call(
      'entry:page',
      { inTrash: false, cursor: null, limit: 2 },
      'window',
    );
    const [shown] = parseEntries(first.rows);
    await engine.call('entry:remove', { entry: shown?.entryId ?? '', reason: null }, 'window');
    const second = await read(first.cursor);
    expect([...parseEntries(first.rows), ...second.views]).toHaveLength(3);
    expect((await read(second.cursor)).removed).toEqual([shown?.entryId]);
  });
});
