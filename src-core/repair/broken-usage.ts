/** A usage file that cannot be read: it only tells when keys were last used, so a new one may take its place. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { readLastUse } from '../usage/read-usage.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';
import { setAside } from './set-aside.ts';

/** One of a newer version is left to that version. */
const BROKEN: ReadonlySet<string> = new Set(['store/damaged', 'store/foreign']);

/** Not while a server runs, which has the file open. */
export function findBrokenUsage(deps: RepairDeps): Repair[] {
  const { usageFile } = deps.places;
  const fault = faultOf(usageFile);
  if (fault === null || !BROKEN.has(fault.code)) return [];
  const isInUse = deps.isServerRunning();
  const finding = {
    id: 'usage/file',
    severity: 'problem',
    title: 'Usage file unusable',
    detail: `${fault.publicMessage}. Keys verify all the same; when they were last used is not shown.`,
    fix: isInUse ? 'Stop the server, then run `keywright doctor --repair`.' : REPAIR_COMMAND,
  } as const;
  const action = `Moves ${usageFile} aside; a new one is made at the next use of a key`;
  const apply = (): void => {
    if (deps.isServerRunning()) {
      throw new KeywrightError('store/busy', `A server is using ${usageFile}`);
    }
    setAside(
      ['', '-wal', '-shm'].map((suffix) => usageFile + suffix),
      deps,
    );
  };
  return [{ finding, action, apply }];
}

function faultOf(path: string): KeywrightError | null {
  try {
    readLastUse(path);
    return null;
  } catch (error) {
    if (error instanceof KeywrightError) return error;
    throw error;
  }
}
