import { useMemo } from 'react';
import { useSearch } from '../catalog/use-catalog.ts';
import { useEntries } from '../catalog/use-entries.ts';
import { useSession } from '../state/session.ts';
import { type DueRow, dueRows } from './due-groups.ts';

/** Everything that is due some day and fits the query, the soonest first; what is still in time, too. */
export function useScheduled(query: string, nowMs: number): readonly DueRow[] {
  const { rows } = useEntries('live');
  const snoozed = useSession((session) => session.facts?.reminders.snoozed);
  const scheduled = useMemo(() => (rows ?? []).filter(({ view }) => view.due !== null), [rows]);
  const found = useSearch(scheduled, query, nowMs).rows;
  return useMemo(
    () =>
      dueRows(
        [...found].map(({ view }) => view),
        snoozed ?? [],
      ),
    [found, snoozed],
  );
}
