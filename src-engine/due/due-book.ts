/**
 * What is due some day, kept by id: read whole once, a few entries at a time, and after that as far as the logs say that something
 * changed. Of what time alone changes there is one thing: a key whose last version is running out comes to rest, so those are looked at
 * each time. One reading at a time.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VaultEntry } from '../../src-core/vault/entry.ts';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { isId, type KeyId } from '../../src-shared/ids/ids.ts';
import { copiedKeys, readCatalogFacts, viewEntries, viewUncopied } from '../catalog-views.ts';
import type { CallContext } from '../engine.ts';
import type { InTurn } from '../in-turns.ts';
import { type DueFact, dueFact, isSameFact } from './due-facts.ts';
import { findTouched, type Marks, readMarks, type Touched } from './touched.ts';

type BookDeps = Pick<CallContext, 'vault' | 'store'>;

export interface DueChanges {
  /** What was told before counts no more: `changed` is everything, the soonest first. */
  readonly startsOver: boolean;
  readonly changed: readonly DueFact[];
  /** Ids of entries and keys that are never due any more. */
  readonly removed: readonly string[];
}

/** Entries opened at once: a call that comes meanwhile waits a few milliseconds. */
const SLICE = 500;

export class DueBook {
  readonly #deps: BookDeps;
  readonly #inTurn: InTurn;
  readonly #facts = new Map<string, DueFact>();
  readonly #runningOut = new Set<KeyId>();
  /** Null: nothing was read yet. */
  #marks: Marks | null = null;

  /** `inTurn`: between the calls of the engine. */
  constructor(deps: BookDeps, inTurn: InTurn) {
    this.#deps = deps;
    this.#inTurn = inTurn;
  }

  /** What changed since the last reading. Throws what vault and store throw; the next reading then tells it. */
  async read(): Promise<DueChanges> {
    return (await this.#inTurn(() => this.#readChanges())) ?? (await this.#readAll());
  }

  /** Null: everything has to be read. */
  async #readChanges(): Promise<DueChanges | null> {
    if (this.#marks === null) return null;
    const marks = await readMarks(this.#deps);
    const touched = await findTouched(this.#deps, this.#marks, marks);
    if (touched === null) return null;
    const keyIds = new Set([...touched.keyIds, ...this.#runningOut]);
    const views = await viewTouched({ ...touched, keyIds }, this.#deps);
    const ids = new Set<string>([...touched.entryIds, ...keyIds]);
    for (const keyId of keyIds) this.#runningOut.delete(keyId);
    this.#marks = marks;
    return { startsOver: false, ...this.#put(views, ids) };
  }

  async #readAll(): Promise<DueChanges> {
    const { vault } = this.#deps;
    const { marks, facts, ids } = await this.#inTurn(async () => ({
      marks: await readMarks(this.#deps),
      facts: await readCatalogFacts({ ...this.#deps, readLastUse }),
      ids: vault.ids(),
    }));
    const entries: VaultEntry[] = [];
    const views: EntryView[] = [];
    for (let at = 0; at < ids.length; at += SLICE) {
      const slice = await this.#inTurn(async () => vault.listOf(ids.slice(at, at + SLICE)));
      entries.push(...slice);
      views.push(...viewEntries(slice, facts));
      await nextTurn();
    }
    const trash = await this.#inTurn(async () => vault.listTrash());
    views.push(...viewUncopied(facts, copiedKeys([...entries, ...trash])));
    this.#facts.clear();
    this.#runningOut.clear();
    this.#put(views, new Set());
    this.#marks = marks;
    const changed = [...this.#facts.values()].toSorted((a, b) => a.dueAtMs - b.dueAtMs);
    return { startsOver: true, changed, removed: [] };
  }

  /** `ids`: those that were looked for; one without a view is not there any more. */
  #put(views: readonly EntryView[], ids: ReadonlySet<string>): Omit<DueChanges, 'startsOver'> {
    const changed: DueFact[] = [];
    const gone = new Set(ids);
    for (const view of views) {
      const keyId = view.keyId ?? '';
      const id = view.entryId ?? keyId;
      if (view.status === 'rotating' && isId('key', keyId)) this.#runningOut.add(keyId);
      const fact = dueFact(view);
      if (fact === null) {
        gone.add(id);
        continue;
      }
      gone.delete(id);
      const before = this.#facts.get(id);
      this.#facts.set(id, fact);
      if (before === undefined || !isSameFact(before, fact)) changed.push(fact);
    }
    return { changed, removed: [...gone].filter((id) => this.#facts.delete(id)) };
  }
}

/** Views of what is there of it: the entries, the keys, and the entries that hold a copy of those. */
async function viewTouched(
  { entryIds, keyIds }: Touched,
  { vault, store }: BookDeps,
): Promise<EntryView[]> {
  const keys = (await Promise.all([...keyIds].map((id) => store.findKeys(id)))).flat();
  const facts = {
    keys: new Map(keys.map((key) => [key.id, key])),
    used: readLastUse(),
    policies: vault.policies.read(),
    nowMs: await store.nowMs(),
  };
  const isAboutKeys = keyIds.size > 0;
  const holders = isAboutKeys ? vault.list().filter((entry) => holdsOne(entry, keyIds)) : [];
  const ids = new Set([...entryIds, ...holders.map(({ id }) => id)]);
  const copied = isAboutKeys ? copiedKeys([...holders, ...vault.listTrash()]) : new Set<string>();
  return [...viewEntries(vault.listOf([...ids]), facts), ...viewUncopied(facts, copied)];
}

function holdsOne({ overview }: VaultEntry, keyIds: ReadonlySet<KeyId>): boolean {
  return overview.issued !== null && keyIds.has(overview.issued.keyId);
}

/** When a key was used last says nothing of when it is due. */
function readLastUse(): ReadonlyMap<string, number> {
  return new Map();
}
