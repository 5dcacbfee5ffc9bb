/** The keys of the list: arrows, j and k, Home, End, pages; Enter opens, Escape closes, Ctrl+C copies the secret, Ctrl+E edits, Delete trashes. */
import type { KeyboardEvent } from 'react';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import { useCatalogState } from './catalog-state.ts';
import { copyEntry, trashEntry } from './entry-actions.ts';
import type { RowList } from './row-list.ts';
import type { Row } from './rows.ts';

interface ListKeys {
  readonly rows: RowList;
  /** Index; -1 where the cursor is on none of the rows. */
  readonly cursor: number;
  /** A detail is open beside the list: it follows the cursor. */
  readonly isOpen: boolean;
  /** Rows that a page key moves by. */
  readonly page: number;
}

export function useListKeys(list: ListKeys): (event: KeyboardEvent) => void {
  const hasLetters = useSession((s) => s.facts?.preferences.areSingleKeyShortcutsOn ?? true);
  return (event) => {
    const isControl = event.target instanceof HTMLElement && event.target.id !== 'catalog-list';
    if (isControl || event.altKey) return;
    if (pressKey(event, { ...list, hasLetters })) event.preventDefault();
  };
}

/** True: the key was ours. */
function pressKey(event: KeyboardEvent, list: ListKeys & { hasLetters: boolean }): boolean {
  const row = list.rows.at(list.cursor);
  const { choose } = usePlace.getState();
  if (event.ctrlKey || event.metaKey) {
    return row !== undefined && pressWithControl(event.key.toLowerCase(), row);
  }
  if (event.key === 'Escape') choose(null);
  else if (event.key === 'Enter' && row !== undefined) choose(row.id);
  else if (event.key === 'Delete' && row?.view.deletedAtMs === null) void trashEntry(row.view);
  else return move(wantedIndex(event.key, list), list);
  return true;
}

function pressWithControl(key: string, { view }: Row): boolean {
  const canEdit = view.entryId !== null && view.deletedAtMs === null;
  if (key === 'c') void copyEntry(view);
  else if (key === 'e' && canEdit) useCatalogState.getState().open({ kind: 'edit', view });
  else return false;
  return true;
}

function wantedIndex(key: string, list: ListKeys & { hasLetters: boolean }): number | null {
  const { cursor, page, rows } = list;
  if (key === 'ArrowDown' || (key === 'j' && list.hasLetters)) return cursor + 1;
  if (key === 'ArrowUp' || (key === 'k' && list.hasLetters)) return cursor - 1;
  if (key === 'PageDown') return cursor + page;
  if (key === 'PageUp') return cursor - page;
  if (key === 'Home') return 0;
  return key === 'End' ? rows.length - 1 : null;
}

function move(index: number | null, { rows, isOpen }: ListKeys): boolean {
  if (index === null) return false;
  const row = rows.at(Math.min(Math.max(index, 0), rows.length - 1));
  if (row === undefined) return true;
  useCatalogState.getState().moveTo(row.id);
  if (isOpen) usePlace.getState().choose(row.id);
  return true;
}
