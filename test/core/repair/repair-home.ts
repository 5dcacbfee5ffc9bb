/** A home as a person left it, whose repairs can be looked for: copied from the frozen files of the first release, with two backups. */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Places, resolvePlaces } from '../../../src-core/places/places.ts';
import type { RepairDeps } from '../../../src-core/repair/repair.ts';
import { openSqliteFile } from '../../../src-core/sqlite/sqlite-file.ts';
import { memoryFolder } from '../../memory-folder.ts';

const RELEASE = fileURLToPath(new URL('../../fixtures/releases/0001/', import.meta.url));
const FILES = ['vault.db', 'store.db', 'store.checkpoints', 'store.keys', 'usage.db'];
export const BACKUPS = ['vault-2026-01-01.db', 'vault-2026-01-02.db'];

export interface RepairHome {
  readonly dir: string;
  readonly places: Places;
  readonly deps: RepairDeps;
  /** Which of ours is alive; changed by a test. */
  readonly alive: { server: boolean; agent: boolean; pids: Set<number> };
  path(name: string): string;
}

export function repairHome(): RepairHome {
  const folder = memoryFolder();
  onTestFinished(() => folder.remove());
  const dir = join(folder.path, 'home');
  const backupsDir = join(dir, 'backups');
  mkdirSync(backupsDir, { recursive: true, mode: 0o700 });
  for (const name of FILES) cpSync(join(RELEASE, name), join(dir, name));
  for (const name of BACKUPS) copyFileSync(join(dir, 'vault.db'), join(backupsDir, name));
  const places = resolvePlaces({ KEYWRIGHT_HOME: dir }, process.platform);
  for (const name of [...FILES, ...BACKUPS.map((backup) => `backups/${backup}`)]) {
    chmodSync(join(dir, name), 0o600);
  }
  chmodSync(dir, 0o700);
  chmodSync(backupsDir, 0o700);
  const alive = { server: false, agent: false, pids: new Set<number>() };
  const deps = {
    places,
    backupsDir,
    clock: { nowMs: () => Date.now(), monotonicMs: () => 0 },
    isServerRunning: () => alive.server,
    isAgentRunning: () => alive.agent,
    isProcessRunning: (pid: number) => alive.pids.has(pid),
  };
  return { dir, places, deps, alive, path: (name) => join(dir, name) };
}

/** Every file with its mode and content, by its path in the folder; SQLite's shared memory is left out. */
export function snapshot(dir: string): Record<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    names.flatMap((name) => {
      const stats = statSync(join(dir, name));
      if (name.endsWith('-shm') || (name.endsWith('-wal') && stats.size === 0)) return [];
      const content = stats.isFile() ? readFileSync(join(dir, name)).toString('base64') : '';
      return [[name, `${(stats.mode & 0o777).toString(8)} ${content}`]];
    }),
  );
}

/** The names in `set-aside`, without the times. */
export function asideNames(dir: string): string[] {
  try {
    return readdirSync(join(dir, 'set-aside'))
      .map((name) => name.replace(/\.\d{4}-\d\d-\d\dT.*$/, ''))
      .toSorted();
  } catch {
    return [];
  }
}

/** Damages an index of the store so that it lacks an entry, while every row stays. */
export function breakIndex(storeFile: string): void {
  const db = openSqliteFile(storeFile, { area: 'store', mode: 'write' });
  const index = db
    .prepare(
      "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
    )
    .all()
    .find((row) => !(row as { sql: string }).sql.includes('WHERE')) as {
    name: string;
    sql: string;
  };
  // The index is told to be of other rows for a moment, and made so.
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  const set = db.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?');
  set.run(`${index.sql} WHERE 0`, index.name);
  db.pragma('writable_schema = RESET');
  db.exec(`REINDEX ${index.name}`);
  db.pragma('writable_schema = ON');
  set.run(index.sql, index.name);
  db.pragma('writable_schema = RESET');
  db.close();
}
