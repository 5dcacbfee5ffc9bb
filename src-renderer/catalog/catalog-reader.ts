/**
 * Reads the catalog in pages, first the whole of it and then what changed. The first page is shown at once, more of them each time there
 * are several times as many, and all at the end, so that 100,000 keys are put in order a few times and not at each page. Plain
 * TypeScript; what it knows is told through `onChange`.
 */
import type { EntryPage } from '../../src-shared/contract/engine-answers.ts';
import type { EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { parseEntries } from '../../src-shared/contract/entry-rows.ts';
import { makeRows, type Row } from './rows.ts';
import { SortedRows } from './sorted-rows.ts';

/** A screenful, of a large screen too. */
const FIRST_PAGE = 64;
/** What the engine opens in some 20 ms, and the window takes in in less. */
const PAGE = 1_000;
const SHOWN_AGAIN_AT = 5;

export interface ReadCatalog {
  /** By name; null until the first are there. */
  readonly rows: readonly Row[] | null;
  /** `stopped`: the person did not want to wait; some entries are missing. */
  readonly state: 'reading' | 'stopped' | 'whole';
  readonly read: number;
  readonly total: number;
  /** What the last asking threw; null: nothing. */
  readonly error: unknown;
}

export const nothingRead: ReadCatalog = {
  rows: null,
  state: 'reading',
  read: 0,
  total: 0,
  error: null,
};

interface CatalogReaderDeps {
  readonly inTrash: boolean;
  readonly ask: (input: EngineInput<'entry:page'>) => Promise<EntryPage>;
  readonly onChange: (catalog: ReadCatalog) => void;
}

export class CatalogReader {
  readonly #deps: CatalogReaderDeps;
  readonly #rows = new SortedRows();
  #now: ReadCatalog = nothingRead;
  #cursor: string | null = null;
  #isBusy = false;
  #isAskedAgain = false;
  #isStopped = false;

  constructor(deps: CatalogReaderDeps) {
    this.#deps = deps;
  }

  /** By the id of an entry or of a key; null where it is not there, or not read yet. */
  find(id: string): Row | null {
    return this.#rows.find(id);
  }

  /** Reads what is not read yet, or what has changed; nothing while the person has stopped it. */
  async read(): Promise<void> {
    if (this.#isStopped) return;
    this.#isAskedAgain = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#isAskedAgain && !this.#isStopped) {
        this.#isAskedAgain = false;
        await this.#readToTheEnd();
      }
    } catch (error) {
      this.#tell({ error });
    } finally {
      this.#isBusy = false;
    }
  }

  /** Keeps what is there. */
  stop(): void {
    if (this.#now.state !== 'reading') return;
    this.#isStopped = true;
    this.#tell({ state: 'stopped', rows: this.#rows.list() });
  }

  async goOn(): Promise<void> {
    this.#isStopped = false;
    if (this.#now.state === 'stopped') this.#tell({ state: 'reading' });
    await this.read();
  }

  async #readToTheEnd(): Promise<void> {
    const { ask, inTrash } = this.#deps;
    for (let isLast = false; !isLast && !this.#isStopped; ) {
      const limit = this.#rows.size === 0 ? FIRST_PAGE : PAGE;
      const page = await ask({ inTrash, cursor: this.#cursor, limit });
      this.#take(page);
      ({ isLast } = page);
    }
  }

  #take(page: EntryPage): void {
    this.#cursor = page.cursor;
    if (page.startsOver) this.#rows.clear();
    this.#rows.put(makeRows(parseEntries(page.rows)));
    this.#rows.remove(page.removed);
    const { read, total } = page;
    const isWhole = this.#now.state === 'whole' && !page.startsOver;
    if (page.isLast) {
      this.#isStopped = false;
      this.#tell({ rows: this.#rows.list(), state: 'whole', read, total, error: null });
    } else if (!isWhole) {
      const isShown = this.#rows.size >= SHOWN_AGAIN_AT * (this.#now.rows?.length ?? 0);
      const rows = isShown || this.#isStopped ? this.#rows.list() : this.#now.rows;
      const state = this.#isStopped ? 'stopped' : 'reading';
      this.#tell({ rows, state, read, total, error: null });
    }
  }

  #tell(change: Partial<ReadCatalog>): void {
    this.#now = { ...this.#now, ...change };
    this.#deps.onChange(this.#now);
  }
}
