/** Automatic backups that are no vault any more: they open nothing, and count among those that are kept. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { backupDayMs } from '../vault/backup-rotation.ts';
import { readVaultHeader } from '../vault/vault-header.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';
import { setAside } from './set-aside.ts';

const BROKEN: ReadonlySet<string> = new Set(['vault/damaged', 'vault/foreign']);

export function findBrokenBackups(deps: RepairDeps): Repair[] {
  const { backupsDir } = deps;
  const names = existsSync(backupsDir) ? readdirSync(backupsDir) : [];
  const broken = names
    .filter((name) => backupDayMs(name) !== null)
    .map((name) => join(backupsDir, name))
    .filter(isBroken);
  if (broken.length === 0) return [];
  return [
    {
      finding: {
        id: 'backup/files',
        severity: 'problem',
        title: 'Backups damaged',
        detail: `They open nothing: ${broken.join(', ')}.`,
        fix: REPAIR_COMMAND,
      },
      action: `Moves aside ${broken.join(', ')}; the next unlock of the day makes a new backup`,
      apply: () => setAside(broken, deps),
    },
  ];
}

/** By what can be read without a password. */
function isBroken(path: string): boolean {
  try {
    readVaultHeader(path);
    return false;
  } catch (error) {
    if (error instanceof KeywrightError) return BROKEN.has(error.code);
    throw error;
  }
}
