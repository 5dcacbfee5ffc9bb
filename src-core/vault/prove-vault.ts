/**
 * Proves a copy of a vault with keys at hand: sound pages, the manifest holds, and every blob opens in its place. Blobs are opened a few
 * at a time, so that a program that goes on meanwhile is not held up.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import {
  assertSound,
  openSqliteFile,
  type SqliteDatabase,
  sqliteFault,
} from '../sqlite/sqlite-file.ts';
import type { VaultScope } from './associated-data.ts';
import { openOverview, openSecret } from './entry-codec.ts';
import type { StoredRow } from './manifest-item.ts';
import { type WalkReport, type WalkSource, walkVault } from './manifest-walk.ts';
import { RowAccess } from './row-access.ts';
import { openSetting } from './setting-codec.ts';
import { openEvent } from './vault-audit.ts';
import type { VaultKeys } from './vault-keys.ts';
import {
  type AuditRow,
  type EntryRow,
  type SettingRow,
  TABLE_NAMES,
  type TableName,
} from './vault-rows.ts';

export interface Proof {
  readonly entries: number;
  readonly generation: number;
}

type Opening = { readonly keys: VaultKeys; readonly scope: VaultScope };

const ROWS_AT_ONCE = 100;

/** Throws vault/damaged where the copy does not hold, naming what. */
export async function proveVault(path: string, opening: Opening): Promise<Proof> {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  try {
    return await proveDatabase(db, path, opening);
  } catch (error) {
    throw sqliteFault('vault', path, error);
  } finally {
    db.close();
  }
}

async function proveDatabase(
  db: SqliteDatabase,
  path: string,
  { keys, scope }: Opening,
): Promise<Proof> {
  assertSound(db, 'vault', path);
  // One view of the file from the walk to the last blob; closing ends it.
  db.exec('BEGIN');
  const report = await walkAndOpen({ db, rows: new RowAccess(db), keys, scope });
  if (report.mismatch !== null || report.state === null) {
    const what = report.mismatch ?? 'manifest';
    throw new KeywrightError('vault/damaged', `${path} does not fit its manifest (${what})`);
  }
  return { entries: report.state.counts.entries, generation: report.state.generation };
}

async function walkAndOpen(source: WalkSource): Promise<WalkReport> {
  const report = walkVault(source, () => true);
  if (report.mismatch !== null) return report;
  let count = 0;
  for (const table of TABLE_NAMES) {
    for (const row of source.rows.scan(table)) {
      if (!opens(source, table, row)) return { ...report, mismatch: `row in ${table}` };
      count += 1;
      if (count % ROWS_AT_ONCE === 0) await nextTurn();
    }
  }
  return report;
}

function opens(opening: Opening, table: TableName, row: StoredRow): boolean {
  if (table === 'settings') return openSetting(opening, row as unknown as SettingRow) !== null;
  if (table === 'audit') return openEvent(opening, row as unknown as AuditRow) !== null;
  if (table !== 'entries' && table !== 'history' && table !== 'trash') return true;
  const entry = row as unknown as EntryRow;
  return openOverview(opening, entry) !== null && openSecret(opening, entry) !== null;
}
