/**
 * The only importer of better-sqlite3: opens a database file with our settings and turns its faults into error codes.
 * [Note: durable by default] WAL with synchronous=FULL: a commit that returned survives a power cut. better-sqlite3's own build
 * says NORMAL, under which kill -9 loses nothing but a power cut may.
 */
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

export type SqliteDatabase = Sqlite.Database;
export type SqliteStatement = Sqlite.Statement;

/** Which codes the faults of one kind of file are reported under. */
export type SqliteArea = 'vault' | 'store' | 'usage';

interface OpenOptions {
  readonly area: SqliteArea;
  /** `create` fails where the file exists; the others where it does not. */
  readonly mode: 'create' | 'write' | 'read';
  /** NORMAL only where losing the last second is promised to be harmless (usage). */
  readonly synchronous?: 'FULL' | 'NORMAL';
}

const BUSY_TIMEOUT_MS = 5_000;

/** Our statements are fixed, so where SQLite does not understand one, or a value, the tables are not as we made them. */
const UNLIKE_OURS: ReadonlySet<string> = new Set([
  'SQLITE_ERROR',
  'SQLITE_SCHEMA',
  'SQLITE_MISMATCH',
  'SQLITE_TOOBIG',
]);

/** Opens the file, mode 0600 when created. Throws the area's own codes (vault/not-found, store/busy, disk/full …). */
export function openSqliteFile(path: string, options: OpenOptions): SqliteDatabase {
  const { area, mode } = options;
  if (mode === 'create') createPrivateFile(path, area);
  else if (!existsSync(path))
    throw new KeywrightError(areaCode(area, 'not-found'), `No file at ${path}`);
  return guardSqlite(area, path, () => {
    const db = new Sqlite(path, { readonly: mode === 'read', timeout: BUSY_TIMEOUT_MS });
    try {
      applySettings(db, options);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function createPrivateFile(path: string, area: SqliteArea): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    chmodSync(path, 0o600);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') {
      throw new KeywrightError(areaCode(area, 'exists'), `There is a file at ${path} already`);
    }
    throw fileSystemError(area, path, error);
  }
}

function applySettings(db: SqliteDatabase, options: OpenOptions): void {
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('mmap_size = 0');
  if (options.mode === 'read') return;
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${options.synchronous ?? 'FULL'}`);
  db.pragma('secure_delete = ON');
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
  }
}

/** Runs `work`, turning SQLite's and the file system's faults into KeywrightErrors; others pass through. */
export function guardSqlite<Result>(area: SqliteArea, path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw sqliteFault(area, path, error);
  }
}

/** The KeywrightError a caught fault stands for; anything that is not SQLite's or the file system's is returned as it is. */
export function sqliteFault(area: SqliteArea, path: string, error: unknown): unknown {
  if (error instanceof KeywrightError) return error;
  if (error instanceof Sqlite.SqliteError) return mapSqliteError(area, path, error);
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return fileSystemError(area, path, error);
  return error;
}

function mapSqliteError(
  area: SqliteArea,
  path: string,
  error: InstanceType<typeof Sqlite.SqliteError>,
): unknown {
  const fail = (code: ErrorCode, message: string): KeywrightError =>
    new KeywrightError(code, message, { cause: error });
  const code = error.code;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return fail(areaCode(area, 'busy'), `Another program is writing to ${path}`);
  }
  if (code === 'SQLITE_FULL') return fail('disk/full', `Cannot write ${path}: the disk is full`);
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM' || code === 'SQLITE_AUTH') {
    return fail(areaCode(area, 'read-only'), `Cannot write ${path}`);
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return fail(areaCode(area, 'read-only'), `Cannot open ${path}`);
  }
  if (code === 'SQLITE_NOTADB')
    return fail(areaCode(area, 'foreign'), `${path} is not a SQLite file`);
  if (code.startsWith('SQLITE_CORRUPT') || UNLIKE_OURS.has(code)) {
    return fail(areaCode(area, 'damaged'), `${path} is damaged`);
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return fail('disk/failed', `The disk reported an error while using ${path}`);
  }
  return error;
}

function fileSystemError(area: SqliteArea, path: string, error: unknown): KeywrightError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new KeywrightError('disk/full', `Cannot write ${path}: the disk is full`, {
      cause: error,
    });
  }
  if (code === 'EIO') {
    return new KeywrightError('disk/failed', `The disk reported an error while using ${path}`, {
      cause: error,
    });
  }
  return new KeywrightError(areaCode(area, 'read-only'), `Cannot write ${path}`, { cause: error });
}

type Fault = 'not-found' | 'exists' | 'busy' | 'read-only' | 'damaged' | 'foreign';

/** Usage belongs to the store and is reported as the store. */
function areaCode(area: SqliteArea, fault: Fault): ErrorCode {
  return `${area === 'usage' ? 'store' : area}/${fault}`;
}

/**
 * Full check of pages and indexes. Throws the area's `damaged` code, naming the first finding; disk/failed where the finding is only
 * that a page could not be read.
 */
export function assertSound(db: SqliteDatabase, area: SqliteArea, path: string): void {
  guardSqlite(area, path, () => {
    const finding = db.pragma('quick_check(1)', { simple: true });
    if (finding === 'ok') return;
    if (isReadFault(String(finding))) {
      throw new KeywrightError('disk/failed', `The disk reported an error while using ${path}`);
    }
    throw new KeywrightError(areaCode(area, 'damaged'), `${path} is damaged: ${String(finding)}`);
  });
}

/** SQLite's number for a disk fault; its low byte, the rest says which. */
const SQLITE_IOERR = 10;

function isReadFault(finding: string): boolean {
  const code = /unable to get the page\. error code=(\d+)/.exec(finding)?.[1];
  return code !== undefined && (Number(code) & 0xff) === SQLITE_IOERR;
}

/** An exclusive lock between processes; the kernel releases it when its holder dies. */
export interface ProcessLock {
  release(): void;
}

/**
 * Takes the lock that `path` stands for: an exclusive transaction on an otherwise empty file, mode 0600.
 * Waits at most `timeoutMs`; null where another process holds it still. Faults come as SQLite and the system throw them.
 */
export function acquireProcessLock(path: string, timeoutMs: number): ProcessLock | null {
  closeSync(openSync(path, 'a', 0o600));
  const db = new Sqlite(path, { timeout: timeoutMs });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return { release: () => db.close() };
}
