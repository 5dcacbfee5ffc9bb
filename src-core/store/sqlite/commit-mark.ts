/**
 * A number that is another after every commit of any program, as far as SQLite can see it: from the WAL index's header where that can
 * be read, else from `PRAGMA data_version`, which says the same for three times the price. Numbers of one mark are never used twice.
 */
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { findWalIndexMark, hasCoherentReads, type WalIndexMark } from './wal-index-mark.ts';

export interface CommitMark {
  /** Throws what SQLite or the file system throws. Not to be asked once the connection is closed. */
  current(): number;
}

/** `db` must be a connection of its own that never writes, and must have read the file already. */
export function openCommitMark(db: SqliteDatabase, path: string): CommitMark {
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let canHaveIndex = hasCoherentReads(path);
  let index: WalIndexMark | null = canHaveIndex ? findWalIndexMark(path) : null;
  let seenVersion: number | undefined;
  let mark = 0;

  /** A store that is not in WAL mode yet gets there with a commit. The index is taken up only in a call that says "changed". */
  function currentByVersion(): number {
    const version = dataVersion.get();
    if (version === seenVersion) return mark;
    seenVersion = version;
    if (canHaveIndex) index = findWalIndexMark(path);
    mark += 1;
    return mark;
  }

  return {
    current() {
      if (index === null) return currentByVersion();
      const hasChanged = index.hasChanged();
      if (hasChanged === null) {
        canHaveIndex = false;
        index = null;
        seenVersion = undefined;
        return currentByVersion();
      }
      if (hasChanged) mark += 1;
      return mark;
    },
  };
}
