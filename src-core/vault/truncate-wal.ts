/** Moves everything from the write-ahead log into the file and empties the log, so that no former page is left in it. */
import type { SqliteDatabase } from '../sqlite/sqlite-file.ts';

const WAIT_MS = 500;
const USUAL_WAIT_MS = 5_000;

/** False where another program still reads former pages, so that they stay for now. */
export function truncateWal(db: SqliteDatabase): boolean {
  db.pragma(`busy_timeout = ${WAIT_MS}`);
  try {
    const rows = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
    return rows[0]?.busy === 0;
  } catch {
    return false;
  } finally {
    db.pragma(`busy_timeout = ${USUAL_WAIT_MS}`);
  }
}
