import { describe, expect, it } from 'vitest';
import { CatalogReader, type ReadCatalog } from '../../../src-renderer/catalog/catalog-reader.ts';
import type { EntryPage, EntryView } from '../../../src-shared/contract/engine-answers.ts';
import { encodeEntries } from '../../../src-shared/contract/entry-rows.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { entryView } from './entry-view.ts';

type Answer = Partial<EntryPage> & { readonly views?: readonly EntryView[] };

/** Answers one page after the other; whoever asks for more than there are waits. */
function reading(answers: readonly (Answer | KeywrightError)[]) {
  const left = [...answers];
  const told: ReadCatalog[] = [];
  const cursors: (string | null)[] = [];
  const reader = new CatalogReader({
    inTrash: false,
    onChange: (catalog) => told.push(catalog),
    ask: async ({ cursor }) => {
      cursors.push(cursor);
      const next = left.shift();
      if (next instanceof KeywrightError) throw next;
      if (next === undefined) return new Promise(() => undefined);
      return pageOf(next);
    },
  });
  return { reader, told, cursors, add: (...more: Answer[]) => left.push(...more) };
}

function pageOf({ views = [], ...facts }: Answer): EntryPage {
  const defaults = { startsOver: false, isLast: false, removed: [], read: 1, total: 1 };
  return { ...defaults, cursor: 'c', rows: encodeEntries(views), ...facts };
}

const view = (name: string, facts: Partial<EntryView> = {}) => entryView({ name, ...facts });
const names = (catalog: ReadCatalog | undefined) => catalog?.rows?.map((row) => row.view.name);

describe('reading the catalog', () => {
  it('shows the first page at once and all of them, by name, at the end', async () => {
    const { reader, told, cursors } = reading([
      { views: [view('m'), view('c')], startsOver: true, cursor: '1' },
      { views: [view('a')], cursor: '2' },
      { views: [view('z'), view('b')], isLast: true, cursor: '3' },
    ]);
    await reader.read();
    expect(told.map(({ state }) => state)).toEqual(['reading', 'reading', 'whole']);
    expect(told.map(names)).toEqual([
      ['c', 'm'],
      ['c', 'm'],
      ['a', 'b', 'c', 'm', 'z'],
    ]);
    expect(cursors).toEqual([null, '1', '2']);
  });

  it('takes in what changed, what is new and what is gone, without a look at the rest', async () => {
    const { reader, told, add } = reading([
      { views: [view('a'), view('b'), view('c')], startsOver: true, isLast: true, cursor: '1' },
    ]);
    await reader.read();
    const [kept] = told.at(-1)?.rows ?? [];
    const renamed = view('x', { entryId: 'ent_b' });
    add({ views: [renamed, view('bb')], removed: ['ent_c'], isLast: true, cursor: '2' });
    await reader.read();
    expect(names(told.at(-1))).toEqual(['a', 'bb', 'x']);
    expect(told.at(-1)?.rows?.[0]).toBe(kept);
    expect([reader.find('ent_b')?.view.name, reader.find('ent_c')]).toEqual(['x', null]);
  });

  it('begins again where the engine does', async () => {
    const first = { views: [view('a')], startsOver: true, isLast: true };
    const { reader, told } = reading([first, { ...first, views: [view('b')] }]);
    await reader.read();
    await reader.read();
    expect(names(told.at(-1))).toEqual(['b']);
  });

  it('reads once more for all that asked while it was reading', async () => {
    const whole = { startsOver: true, isLast: true };
    const { reader, cursors } = reading([whole, { isLast: true }]);
    await Promise.all([reader.read(), reader.read(), reader.read()]);
    expect(cursors).toHaveLength(2);
  });

  it('stops where the person says so, keeps what is there, and goes on from there', async () => {
    const { reader, told, cursors, add } = reading([
      { views: [view('b')], startsOver: true, cursor: '1' },
      { views: [view('a')], cursor: '2' },
    ]);
    void reader.read();
    await expect.poll(() => cursors).toHaveLength(3);
    reader.stop();
    expect([names(told.at(-1)), told.at(-1)?.state]).toEqual([['a', 'b'], 'stopped']);
    await reader.read();
    expect(cursors).toHaveLength(3);
    add({ views: [view('c')], isLast: true });
  });

  it('says what went wrong and reads on when asked to', async () => {
    const fault = new KeywrightError('vault/busy', 'Busy');
    const whole = { views: [view('a')], startsOver: true, isLast: true };
    const { reader, told } = reading([fault, whole]);
    await reader.read();
    expect([told.at(-1)?.error, told.at(-1)?.rows]).toEqual([fault, null]);
    await reader.goOn();
    expect([told.at(-1)?.error, names(told.at(-1))]).toEqual([null, ['a']]);
  });
});
