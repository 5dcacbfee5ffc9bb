/** What repairs ask of the real system: which processes of ours are alive. Asking leaves nothing behind. */
import { existsSync } from 'node:fs';
import type { Places } from '../../src-core/places/places.ts';
import type { RepairDeps } from '../../src-core/repair/repair.ts';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { acquireProcessLock } from '../../src-core/sqlite/sqlite-file.ts';
import { agentLockPath, backupsDir } from '../../src-engine/compose.ts';
import { serveLockPath } from '../../src-server/serve-lock.ts';

export function repairDeps(places: Places): RepairDeps {
  return {
    places,
    backupsDir: backupsDir(places),
    clock: systemClock,
    isServerRunning: () => isHeld(serveLockPath(places.storeFile)),
    isAgentRunning: () => isHeld(agentLockPath(places.agentSocket)),
    isProcessRunning,
  };
}

/** What was never locked has no lock file. One that cannot be opened is taken as held: then nothing is touched. */
function isHeld(lockFile: string): boolean {
  if (!existsSync(lockFile)) return false;
  try {
    const lock = acquireProcessLock(lockFile, 0);
    lock?.release();
    return lock === null;
  } catch {
    return true;
  }
}

/** A process of another user answers EPERM, and is there. */
function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
