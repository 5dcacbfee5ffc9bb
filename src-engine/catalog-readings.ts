/**
 * The catalog read a few entries at a time, so that opening 100,000 overviews never holds up another call, and read again by what
 * changed. One reading of the live entries and one of the trash at a time: the window's. A reading sees store and usage as they were
 * when it began, and each entry as it is when its page comes; what changes meanwhile is told by the next reading.
 */
import type { VaultEntry } from '../src-core/vault/entry.ts';
import type { EntryPage, EntryView } from '../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../src-shared/contract/engine-calls.ts';
import { encodeEntries, isSameEntry } from '../src-shared/contract/entry-rows.ts';
import type { EntryId } from '../src-shared/ids/ids.ts';
import {
  type CatalogFacts,
  copiedKeys,
  readCatalogFacts,
  viewEntries,
  viewUncopied,
} from './catalog-views.ts';
import type { CallContext } from './engine.ts';

type PageInput = EngineInput<'entry:page'>;
type ReadDeps = Pick<CallContext, 'vault' | 'store' | 'readLastUse'>;

interface Reading extends CatalogFacts {
  readonly number: number;
  /** What the reading before found; null: there was none, so everything is new. */
  readonly former: ReadonlyMap<string, EntryView> | null;
  readonly ids: readonly EntryId[];
  readonly views: Map<string, EntryView>;
  at: number;
}

export class CatalogReadings {
  readonly #readings = new Map<'live' | 'trash', Reading>();
  #lastNumber = 0;

  async page(input: PageInput, deps: ReadDeps): Promise<EntryPage> {
    const which = input.inTrash ? 'trash' : 'live';
    const { reading, startsOver } = await this.#reading(which, input.cursor, deps);
    const ids = reading.ids.slice(reading.at, reading.at + input.limit);
    const changed = take(reading, viewEntries(entriesOf(which, ids, deps), reading));
    reading.at += ids.length;
    const isLast = reading.at >= reading.ids.length;
    if (isLast && which === 'live') {
      changed.push(...take(reading, viewUncopied(reading, copiedOf(reading, deps))));
    }
    return {
      rows: encodeEntries(changed),
      removed: isLast ? removedOf(reading) : [],
      startsOver,
      isLast,
      cursor: cursorOf(reading),
      read: reading.at,
      total: reading.ids.length,
    };
  }

  async #reading(which: 'live' | 'trash', cursor: string | null, deps: ReadDeps) {
    const known = this.#readings.get(which);
    const isKnown = known !== undefined && cursor === cursorOf(known);
    if (isKnown && known.at < known.ids.length) return { reading: known, startsOver: false };
    this.#lastNumber += 1;
    const former = isKnown ? known.views : null;
    const reading = await begin({ which, number: this.#lastNumber, former }, deps);
    this.#readings.set(which, reading);
    return { reading, startsOver: former === null };
  }
}

async function begin(
  { which, ...facts }: Pick<Reading, 'number' | 'former'> & { readonly which: 'live' | 'trash' },
  deps: ReadDeps,
): Promise<Reading> {
  const { vault } = deps;
  return {
    ...facts,
    ...(await readCatalogFacts(deps)),
    ids: which === 'trash' ? vault.listTrash().map(({ id }) => id) : vault.ids(),
    views: new Map(),
    at: 0,
  };
}

function entriesOf(
  which: 'live' | 'trash',
  ids: readonly EntryId[],
  { vault }: ReadDeps,
): readonly VaultEntry[] {
  if (which === 'live') return vault.listOf(ids);
  const wanted = new Set(ids);
  return vault.listTrash().filter(({ id }) => wanted.has(id));
}

/** Keys of ours that a live entry or the trash has a copy of. */
function copiedOf({ views }: Reading, { vault }: ReadDeps): Set<string> {
  const copied = copiedKeys(vault.listTrash());
  for (const { keyId } of views.values()) if (keyId !== null) copied.add(keyId);
  return copied;
}

/** Those that the reading before did not have like this. */
function take({ former, views }: Reading, found: readonly EntryView[]): EntryView[] {
  return found.filter((view) => {
    const id = view.entryId ?? view.keyId ?? '';
    const before = former?.get(id);
    const isSame = before !== undefined && isSameEntry(before, view);
    views.set(id, isSame ? before : view);
    return !isSame;
  });
}

function removedOf({ former, views }: Reading): string[] {
  return [...(former?.keys() ?? [])].filter((id) => !views.has(id));
}

function cursorOf({ number, at }: Reading): string {
  return `${number}.${at}`;
}
