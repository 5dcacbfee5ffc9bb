/** What to do about a file that nothing here can mend: which copy to put back, and how. */
import type { ListedBackup } from '../../src-core/vault/automatic-backups.ts';
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import type { Backends } from '../backend/backends.ts';

type Advice = (backends: Backends) => string;

const STORE_ADVICE =
  'Stop the server, move store.db aside, and put back a copy of it together with its store.checkpoints.';

/** By the code of the fault. */
export const BEYOND_REPAIR: Partial<Readonly<Record<ErrorCode, Advice>>> = {
  'vault/damaged': restoreAdvice,
  'vault/foreign': restoreAdvice,
  'store/damaged': () => STORE_ADVICE,
  'store/foreign': () => STORE_ADVICE,
};

/** Names the newest backup. */
export function restoreAdvice(backends: Backends): string {
  const [newest] = usableBackups(backends);
  if (newest === undefined) {
    return 'There is no automatic backup; restore one of your own with `keywright restore-backup FILE`.';
  }
  return `Restore the newest backup: \`keywright restore-backup ${newest.path}\`.`;
}

/** Newest first; those that are no vault are left out. */
export function usableBackups(backends: Backends): readonly ListedBackup[] {
  return backends.listBackups().filter(({ opensWith }) => opensWith !== 'unreadable');
}
