/** The rows of the section on the screen: read, searched, ordered. Typing stays smooth, since the narrowing waits for the key press. */
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../design/relative-time.tsx';
import { useAnswer } from '../state/answer.ts';
import { errorText } from '../state/error-text.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useCatalogState, useOrder } from './catalog-state.ts';
import { useLeadDays } from './due.ts';
import { narrowRows } from './narrow-rows.ts';
import { makeRows, orderRows, type Row, rowMatcher, rowsOfSection } from './rows.ts';

/** What is due changes with the minutes. */
const DUE_AGAIN_MS = 60_000;

/** As many as a key press may search by itself. */
const QUICK_ROWS = 5_000;

export interface Catalog {
  /** Null until the first answer. */
  readonly rows: readonly Row[] | null;
  /** All of the section, whatever is searched for. */
  readonly all: readonly Row[];
  readonly query: string;
  /** What is wrong with the query; the rows are those of the last good one. */
  readonly queryFault: string | null;
  readonly error: unknown;
  readonly nowMs: number;
  readonly again: () => void;
  /** By the id of an entry or of a key, in this section or beside it. */
  readonly find: (id: string | null) => Row | null;
}

export function useCatalog(section: CatalogSection): Catalog {
  const nowMs = useNow(DUE_AGAIN_MS);
  const input = { query: '', sort: 'name', inTrash: section === 'trash' } as const;
  const { answer, error, again } = useAnswer('entry:list', input);
  const query = useCatalogState((state) => state.queries[section] ?? '');
  const order = useOrder(section);
  const leadDays = useLeadDays();
  const typed = useDeferredValue(query);
  const everything = useMemo(() => (answer === null ? null : makeRows(answer.items)), [answer]);
  const all = useMemo(
    () => orderRows(rowsOfSection(everything ?? [], section, { leadDays, nowMs }), order),
    [everything, section, leadDays, nowMs, order],
  );
  const { rows, fault } = useSearch(all, typed, nowMs);
  const find = useMemo(() => finder(everything ?? []), [everything]);
  return {
    rows: everything === null ? null : rows,
    all,
    query,
    queryFault: fault,
    error,
    nowMs,
    again,
    find,
  };
}

/** At once where the rows are few; in slices where they are many, with those of the search before until then. */
function useSearch(all: readonly Row[], query: string, nowMs: number) {
  const { matches, fault } = useMatcher(query, nowMs);
  const isQuick = matches === null || all.length <= QUICK_ROWS;
  const [sliced, setSliced] = useState<readonly Row[]>([]);
  useEffect(() => {
    if (isQuick) return;
    return narrowRows(all, matches, setSliced).cancel;
  }, [isQuick, all, matches]);
  const quick = useMemo(() => {
    if (!isQuick) return null;
    return matches === null ? all : all.filter(matches);
  }, [isQuick, all, matches]);
  return { rows: quick ?? sliced, fault };
}

type Matcher = ReturnType<typeof rowMatcher>;

function useMatcher(query: string, nowMs: number): { matches: Matcher; fault: string | null } {
  const lastGood = useRef<Matcher>(null);
  return useMemo(() => {
    try {
      lastGood.current = rowMatcher(query, nowMs);
      return { matches: lastGood.current, fault: null };
    } catch (error) {
      return { matches: lastGood.current, fault: errorText(error) };
    }
  }, [query, nowMs]);
}

function finder(rows: readonly Row[]): (id: string | null) => Row | null {
  const byId = new Map<string, Row>();
  for (const row of rows) {
    byId.set(row.id, row);
    if (row.view.keyId !== null) byId.set(row.view.keyId, row);
  }
  return (id) => (id === null ? null : (byId.get(id) ?? null));
}
