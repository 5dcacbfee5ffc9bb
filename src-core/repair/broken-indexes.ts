/** Indexes of the store that do not fit its rows: they hold nothing of their own and are made again from the rows. */
import { copyFileSync, existsSync } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { writeFault } from '../places/file-fault.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../sqlite/sqlite-file.ts';
import { readHeader } from '../store/sqlite/store-header.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';
import { asideName } from './set-aside.ts';

/** What SQLite says where an index is at fault and its table is not. */
const OF_AN_INDEX = /index \w+$|index sqlite_autoindex_\w+$|^non-unique entry in index/;
const MAX_FINDINGS = 1_000;

/** Null findings of a file that cannot be opened at all: that is the store check's to say. */
export function findBrokenIndexes(deps: RepairDeps): Repair[] {
  const { storeFile } = deps.places;
  const faults = faultsOf(storeFile);
  if (faults.length === 0 || !faults.every((fault) => OF_AN_INDEX.test(fault))) return [];
  return [
    {
      finding: {
        id: 'store/indexes',
        severity: 'problem',
        title: 'Indexes of the store broken',
        detail: `The rows are whole; what finds them is not: ${faults[0] ?? ''}.`,
        fix: REPAIR_COMMAND,
      },
      action: `Keeps a copy of ${storeFile} aside and makes its indexes again from the rows`,
      apply: () => makeIndexesAgain(deps),
    },
  ];
}

function faultsOf(path: string): string[] {
  if (!existsSync(path)) return [];
  try {
    const db = openSqliteFile(path, { area: 'store', mode: 'read' });
    try {
      readHeader(db, path);
      return guardSqlite('store', path, () => integrityFaults(db));
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof KeywrightError) return [];
    throw error;
  }
}

function integrityFaults(db: SqliteDatabase): string[] {
  const rows = db.pragma(`integrity_check(${MAX_FINDINGS})`) as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((finding) => finding !== 'ok');
}

function makeIndexesAgain(deps: RepairDeps): void {
  const { storeFile } = deps.places;
  const db = openSqliteFile(storeFile, { area: 'store', mode: 'write' });
  try {
    guardSqlite('store', storeFile, () => {
      db.pragma('wal_checkpoint(TRUNCATE)');
      // While nobody can write, the copy is whole.
      db.exec('BEGIN IMMEDIATE');
      keepCopy(storeFile, deps);
      db.exec('REINDEX');
      const [fault] = integrityFaults(db);
      if (fault === undefined) db.exec('COMMIT');
      else throw new KeywrightError('store/damaged', `${storeFile} is damaged: ${fault}`);
    });
  } finally {
    db.close();
  }
}

function keepCopy(storeFile: string, deps: RepairDeps): void {
  try {
    copyFileSync(storeFile, asideName(storeFile, deps));
  } catch (error) {
    throw writeFault(storeFile, error);
  }
}
