/** Proves a copy of a vault with keys at hand: sound pages, the manifest holds, and every blob opens in its place. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import {
  assertSound,
  guardSqlite,
  openSqliteFile,
  type SqliteDatabase,
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

/** Throws vault/damaged where the copy does not hold, naming what. */
export function proveVault(path: string, opening: Opening): Proof {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  try {
    return proveDatabase(db, path, opening);
  } finally {
    db.close();
  }
}

function proveDatabase(db: SqliteDatabase, path: string, { keys, scope }: Opening): Proof {
  assertSound(db, 'vault', path);
  const source = { db, rows: new RowAccess(db), keys, scope };
  const report = guardSqlite('vault', path, () =>
    db.transaction(() => walkAndOpen(source)).deferred(),
  );
  if (report.mismatch !== null || report.state === null) {
    const what = report.mismatch ?? 'manifest';
    throw new KeywrightError('vault/damaged', `${path} does not fit its manifest (${what})`);
  }
  return { entries: report.state.counts.entries, generation: report.state.generation };
}

function walkAndOpen(source: WalkSource): WalkReport {
  const report = walkVault(source, () => true);
  if (report.mismatch !== null) return report;
  for (const table of TABLE_NAMES) {
    for (const row of source.rows.scan(table)) {
      if (!opens(source, table, row)) return { ...report, mismatch: `row in ${table}` };
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
