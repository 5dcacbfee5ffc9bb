/** One server per embedded store: rate counters live in its memory, and two servers would each allow the whole limit. */
import { basename, dirname, join } from 'node:path';
import {
  acquireProcessLock,
  guardSqlite,
  type ProcessLock,
} from '../src-core/sqlite/sqlite-file.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

const WAIT_MS = 200;

export function serveLockPath(storeFile: string): string {
  return join(dirname(storeFile), `${basename(storeFile, '.db')}.serve.lock`);
}

/** Takes `<store>.serve.lock` beside the store; the kernel releases it when its holder dies. Throws server/already-serving, store/read-only. */
export function acquireServeLock(storeFile: string): ProcessLock {
  const path = serveLockPath(storeFile);
  const lock = guardSqlite('store', path, () => acquireProcessLock(path, WAIT_MS));
  if (lock !== null) return lock;
  throw new KeywrightError('server/already-serving', `Another server runs on ${storeFile}`);
}
