/** The file that stands for "one program at a time" beside a vault: `vault.lock` for `vault.db`. */
import { setTimeout as delay } from 'node:timers/promises';
import { acquireProcessLock, type ProcessLock } from '../sqlite/sqlite-file.ts';

const RETRY_MS = 50;
const ATTEMPTS = 40;

export function vaultLockPath(vaultPath: string): string {
  return `${vaultPath.replace(/\.db$/, '')}.lock`;
}

/** Waits up to two seconds without blocking this process; null where another still holds the lock or it cannot be taken here. */
export async function acquireVaultLock(vaultPath: string): Promise<ProcessLock | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const lock = tryLock(vaultLockPath(vaultPath));
    if (lock !== 'held') return lock;
    await delay(RETRY_MS);
  }
  return null;
}

function tryLock(path: string): ProcessLock | 'held' | null {
  try {
    return acquireProcessLock(path, 0) ?? 'held';
  } catch {
    return null;
  }
}
