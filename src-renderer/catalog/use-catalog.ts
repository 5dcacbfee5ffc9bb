/** The rows of the section on the screen: read, searched, ordered. The letter that is typed is shown before the rows are searched. */
import { useEffect, useMemo, useRef } from 'react';
import { useNow } from '../design/relative-time.tsx';
import { errorText } from '../state/error-text.ts';
import type { ReadCatalog } from './catalog-reader.ts';
import type { CatalogSection } from './catalog-section.ts';
import { useOrder } from './catalog-state.ts';
import { useLeadDays } from './due.ts';
import type { RowList } from './row-list.ts';
import { RowSearch } from './row-search.ts';
import { orderRows, type Row, rowsOfSection, typedTerms } from './rows.ts';
import { goOnReading, useEntries } from './use-entries.ts';
import { useLateQuery } from './use-late-query.ts';

/** What is due changes with the minutes. */
const DUE_AGAIN_MS = 60_000;

export interface Catalog {
  /** Null until the first answer. */
  readonly rows: RowList | null;
  /** All of the section, whatever is searched for. */
  readonly all: readonly Row[];
  /** Which the rows are of; what is typed may be ahead of it. */
  readonly query: string;
  /** What is wrong with the query; the rows are those of the last good one. */
  readonly queryFault: string | null;
  readonly error: unknown;
  readonly nowMs: number;
  readonly again: () => void;
  /** By the id of an entry or of a key, in this section or beside it. */
  readonly find: (id: string | null) => Row | null;
  /** How far the reading has come. */
  readonly reading: {
    readonly which: 'live' | 'trash';
    readonly state: ReadCatalog['state'];
    readonly read: number;
    readonly total: number;
  };
}

export function useCatalog(section: CatalogSection): Catalog {
  const nowMs = useNow(DUE_AGAIN_MS);
  const which = section === 'trash' ? 'trash' : 'live';
  const { rows: everything, state, error, find, read, total } = useEntries(which);
  const query = useLateQuery(section);
  const order = useOrder(section);
  const leadDays = useLeadDays();
  const all = useMemo(
    () => orderRows(rowsOfSection(everything ?? [], section, { leadDays, nowMs }), order),
    [everything, section, leadDays, nowMs, order],
  );
  const { rows, fault } = useSearch(all, query, nowMs);
  // What is not there yet may still come.
  const isKnown = everything !== null && (rows.length > 0 || state !== 'reading');
  return {
    rows: isKnown ? rows : null,
    all,
    query,
    queryFault: fault,
    error,
    nowMs,
    again: () => goOnReading(which),
    find: (id) => (id === null ? null : find(id)),
    reading: { which, state, read, total },
  };
}

/** Rows that fit the query; those of the last good one where this one is none. */
export function useSearch(all: readonly Row[], query: string, nowMs: number) {
  const search = useMemo(() => new RowSearch(all), [all]);
  const { terms, fault } = useTerms(query);
  useEffect(() => {
    let waiting = requestIdleCallback(prepare);
    function prepare(): void {
      if (!search.prepareStep()) waiting = requestIdleCallback(prepare);
    }
    return () => cancelIdleCallback(waiting);
  }, [search]);
  const rows = useMemo(() => search.find(terms, nowMs), [search, terms, nowMs]);
  return { rows, fault };
}

type Terms = ReturnType<typeof typedTerms>;

const NO_TERMS: Terms = [];

/** Those of the last good query where this one is none. */
function useTerms(query: string): { readonly terms: Terms; readonly fault: string | null } {
  const lastGood = useRef(NO_TERMS);
  return useMemo(() => {
    try {
      lastGood.current = typedTerms(query);
      return { terms: lastGood.current, fault: null };
    } catch (error) {
      return { terms: lastGood.current, fault: errorText(error) };
    }
  }, [query]);
}
