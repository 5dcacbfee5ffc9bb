/** Files that a program which was killed left behind: drafts, a second name of the vault, logs of databases that are gone. */
import { existsSync, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeFault } from '../places/file-fault.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';
import { setAside } from './set-aside.ts';

/** A draft lives for seconds; one that nobody touched for so long has no maker any more. */
const DRAFT_LIVES_MS = 3_600_000;
/** Of copies of the vault, of a new store, of its keys; with the logs that SQLite keeps beside them. */
const DRAFT =
  /^(\..+\.db\.[0-9a-f]{12}\.tmp|store\.(db\.new-[0-9a-f]{12}|keys\.new-[0-9a-f]{16}))(-wal|-shm|-journal)?$/;
const LOGS = ['-wal', '-shm', '-journal'];

export function findStrayFiles(deps: RepairDeps): Repair[] {
  return [...findDrafts(deps), ...findSecondNames(deps), ...findOrphanLogs(deps)];
}

function findDrafts(deps: RepairDeps): Repair[] {
  const oldest = deps.clock.nowMs() - DRAFT_LIVES_MS;
  const strays = [deps.places.dataDir, deps.backupsDir]
    .flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
    .filter((path) => DRAFT.test(basename(path)) && isFileBefore(path, oldest));
  if (strays.length === 0) return [];
  const detail = `A program that was ended left ${strays.join(', ')}.`;
  return [
    {
      finding: {
        id: 'files/drafts',
        severity: 'warning',
        title: 'Unfinished files',
        detail,
        fix: REPAIR_COMMAND,
      },
      action: `Moves aside ${strays.join(', ')}`,
      apply: () => setAside(strays, deps),
    },
  ];
}

/** A restore gives the present vault a second name before it takes its place; killed in between, both names are of one file. */
function findSecondNames({ places }: RepairDeps): Repair[] {
  const vault = lstatSync(places.vaultFile, { throwIfNoEntry: false });
  const same = namesIn(places.dataDir)
    .filter((name) => name.startsWith(`${basename(places.vaultFile)}.replaced-`))
    .map((name) => join(places.dataDir, name))
    .filter((path) => vault !== undefined && lstatSync(path).ino === vault.ino);
  return same.map((path) => ({
    finding: {
      id: 'files/second-name',
      severity: 'warning',
      title: 'A restore broke off',
      detail: `The vault has a second name, ${path}. The vault is the one from before the restore.`,
      fix: REPAIR_COMMAND,
    },
    action: `Takes the second name ${path} from the vault, which stays`,
    apply: () => {
      try {
        unlinkSync(path);
      } catch (error) {
        throw writeFault(path, error);
      }
    },
  }));
}

/** SQLite would read such a log into whatever is put in the place of the database. */
function findOrphanLogs(deps: RepairDeps): Repair[] {
  const { vaultFile, storeFile, usageFile } = deps.places;
  const orphans = [vaultFile, storeFile, usageFile]
    .filter((path) => !existsSync(path))
    .flatMap((path) => LOGS.map((suffix) => path + suffix))
    .filter((path) => existsSync(path));
  if (orphans.length === 0) return [];
  return [
    {
      finding: {
        id: 'files/orphan-logs',
        severity: 'problem',
        title: 'Logs without their database',
        detail: `${orphans.join(', ')} would be read into a file put in its place.`,
        fix: REPAIR_COMMAND,
      },
      action: `Moves aside ${orphans.join(', ')}`,
      apply: () => setAside(orphans, deps),
    },
  ];
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function isFileBefore(path: string, timeMs: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.isFile() && stats.mtimeMs < timeMs;
}
