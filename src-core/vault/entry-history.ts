/** Former states of an entry, as the vault keeps them beside it. */
import type { EntryId } from '../../src-shared/ids/ids.ts';
import { openOverview } from './entry-codec.ts';
import { entryNotFound } from './find-entry.ts';
import { readOnlyError } from './read-only-error.ts';
import type { HistoryItem } from './vault.ts';
import type { VaultFile } from './vault-file.ts';
import type { EntryRow } from './vault-rows.ts';
import { named } from './vault-rows.ts';

/** Newest first. */
export function historyRows(file: VaultFile, id: EntryId): EntryRow[] {
  const sql = `SELECT ${named(['id', 'version', 'overview', 'secret'])} FROM history WHERE history.id = ? ORDER BY history.version DESC`;
  return file.db.prepare(sql).all(id) as EntryRow[];
}

/** Throws entry/not-found where there is no such version. */
export function formerRow(file: VaultFile, id: EntryId, version: number): EntryRow {
  const row = historyRows(file, id).find((one) => one.version === version);
  if (row === undefined) throw entryNotFound(`${id} at version ${version}`);
  return row;
}

/** Newest first, without secrets. Throws vault/changed-outside where one does not open; the vault is read-only from then on. */
export function readHistory(file: VaultFile, id: EntryId): readonly HistoryItem[] {
  return historyRows(file, id).map((row) => {
    const overview = openOverview(file, row);
    if (overview !== null) return { version: row.version, overview };
    file.makeReadOnly('changed-outside');
    throw readOnlyError('changed-outside');
  });
}
