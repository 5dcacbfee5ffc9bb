/**
 * [Note: WAL index header] Whether anybody has committed, for the price of one read. The first 48 bytes of `store.db-shm` are the
 * header that every commit, restart and recovery of the WAL rewrites, and that SQLite itself compares to decide whether what it has
 * cached still holds (`walIndexTryHdr`; it is also what moves `PRAGMA data_version`). A writer writes the second copy first, so once the
 * first copy is new, SQLite's own readers see the commit too (decision 0100).
 * It is read through the descriptor that SQLite holds: to open the file and close it again would drop every lock that this process
 * has on it (POSIX). Only where reading a file is known to see what others write through a mapping; elsewhere there is no such mark.
 */
import { fstatSync, readdirSync, readSync, statfsSync, statSync } from 'node:fs';

const HEADER_BYTES = 48;
/** Offset of the byte that is 1 once the header holds. */
const IS_INITIALISED_AT = 12;
const OPEN_FILES = '/proc/self/fd';

/** Linux file systems whose reads are served from the pages that mappings share: ext, XFS, Btrfs, F2FS, tmpfs, overlayfs, bcachefs. */
const COHERENT_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x01021994, 0x794c7630, 0xca451a4e,
]);

export interface WalIndexMark {
  /** Whether the header is another than at the last call; true at the first. Null where it can no longer be read. */
  hasChanged(): boolean | null;
}

/** Whether this machine can have such a mark for the file at all, whatever its journal mode is now. */
export function hasCoherentReads(path: string): boolean {
  return process.platform === 'linux' && COHERENT_FILE_SYSTEMS.has(statfsSync(path).type);
}

/**
 * The mark of the store at `path`, which SQLite must hold open in this process for as long as the mark is used. Null where it holds no
 * WAL index for it: the file is not in WAL mode.
 */
export function findWalIndexMark(path: string): WalIndexMark | null {
  const descriptor = findDescriptor(`${path}-shm`);
  if (descriptor === null) return null;
  const header = Buffer.alloc(HEADER_BYTES);
  if (!readHeader(descriptor, header) || header[IS_INITIALISED_AT] !== 1) return null;
  const seen = Buffer.alloc(HEADER_BYTES);
  return {
    hasChanged() {
      if (!readHeader(descriptor, header)) return null;
      if (header.equals(seen)) return false;
      header.copy(seen);
      return true;
    },
  };
}

function readHeader(descriptor: number, header: Buffer): boolean {
  return readSync(descriptor, header, 0, HEADER_BYTES, 0) === HEADER_BYTES;
}

/** The descriptor under which this process has the file open already; null where there is none. */
function findDescriptor(path: string): number | null {
  const wanted = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (wanted === undefined) return null;
  for (const name of readdirSync(OPEN_FILES)) {
    const facts = factsOf(Number(name));
    if (facts?.ino === wanted.ino && facts.dev === wanted.dev) return Number(name);
  }
  return null;
}

/** Null for the descriptor that listing the folder itself used. */
function factsOf(descriptor: number): { readonly ino: bigint; readonly dev: bigint } | null {
  try {
    return fstatSync(descriptor, { bigint: true });
  } catch {
    return null;
  }
}
