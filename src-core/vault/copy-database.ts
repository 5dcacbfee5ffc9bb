/** A consistent copy of an open database as one file, mode 0600, without a log beside it. */
import {
  guardSqlite,
  openSqliteFile,
  type SqliteDatabase,
  sqliteFault,
} from '../sqlite/sqlite-file.ts';

/** Copies while others read and write. Throws vault/read-only, disk/full or disk/failed. */
export async function copyDatabase(db: SqliteDatabase, target: string): Promise<void> {
  openSqliteFile(target, { area: 'vault', mode: 'create' }).close();
  try {
    await db.backup(target);
  } catch (error) {
    throw sqliteFault('vault', target, error);
  }
  const copy = openSqliteFile(target, { area: 'vault', mode: 'write' });
  try {
    makeSingleFile(copy);
  } finally {
    copy.close();
  }
}

/** Folds the log into the file; fails where anyone else has it open. */
export function makeSingleFile(db: SqliteDatabase): void {
  guardSqlite('vault', db.name, () => db.pragma('journal_mode = DELETE'));
}
