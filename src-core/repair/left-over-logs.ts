/** Write-ahead logs that a killed program left beside their database: SQLite reads them in at the next opening; here it is done now. */
import { existsSync, lstatSync } from 'node:fs';
import { guardSqlite, openSqliteFile, type SqliteArea } from '../sqlite/sqlite-file.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';

interface Logged {
  readonly area: SqliteArea;
  readonly path: string;
}

/** Only where neither agent nor server runs: theirs is no leftover. */
export function findLeftOverLogs(deps: RepairDeps): Repair[] {
  const { vaultFile, storeFile } = deps.places;
  const files: readonly Logged[] = [
    { area: 'vault', path: vaultFile },
    { area: 'store', path: storeFile },
  ];
  const left = files.filter(({ path }) => existsSync(path) && sizeOf(`${path}-wal`) > 0);
  if (left.length === 0 || deps.isAgentRunning() || deps.isServerRunning()) return [];
  const names = left.map(({ path }) => `${path}-wal`).join(', ');
  return [
    {
      finding: {
        id: 'files/logs',
        severity: 'warning',
        title: 'A program was killed',
        detail: `It left ${names}; what was acknowledged is there, and the next opening reads it in.`,
        fix: REPAIR_COMMAND,
      },
      action: `Reads ${names} into the files they belong to`,
      apply: () => left.forEach(foldIn),
    },
  ];
}

function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Harmless where another program has the file open after all: then nothing happens. */
function foldIn({ area, path }: Logged): void {
  const db = openSqliteFile(path, { area, mode: 'write' });
  try {
    guardSqlite(area, path, () => db.pragma('wal_checkpoint(TRUNCATE)'));
  } finally {
    db.close();
  }
}
