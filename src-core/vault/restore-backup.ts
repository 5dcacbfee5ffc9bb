/**
 * Puts a proven backup in the vault's place and keeps the replaced vault beside it under a dated name: nothing is lost, whatever was
 * there (docs/vault-format.md, "Restore"). Needs the vault to itself, so that no other program's write goes astray.
 */
import { constants, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { makePrivateFolder } from '../places/make-private-folder.ts';
import { guardSqlite, openSqliteFile, type SqliteDatabase } from '../sqlite/sqlite-file.ts';
import { copyDatabase, makeSingleFile } from './copy-database.ts';
import { openVaultFile } from './open-vault.ts';
import { discardFile, flush, flushFolder, temporaryBeside } from './place-file.ts';
import type { VaultMark } from './rollback-mark.ts';
import type { VaultCredential } from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import { assertVaultFile } from './vault-header.ts';
import { type BackupReport, verifyBackup } from './verify-backup.ts';

interface Restore {
  readonly backupPath: string;
  readonly vaultPath: string;
}

export interface RestoreReport extends BackupReport {
  /** Where the replaced vault is now; null where there was none. */
  readonly replacedPath: string | null;
}

/**
 * Throws what verifyBackup throws, vault/busy while another program has the vault open, vault/read-only or disk/full; the vault that
 * was there is then untouched.
 */
export async function restoreBackup(
  { backupPath, vaultPath }: Restore,
  credential: VaultCredential,
  deps: VaultDeps,
): Promise<RestoreReport> {
  const report = await verifyBackup(backupPath, credential);
  const temporary = temporaryBeside(vaultPath, deps.random);
  try {
    guardSqlite('vault', vaultPath, () => makePrivateFolder(dirname(vaultPath)));
    await copyBackup(backupPath, temporary);
    const mark = await recordRestore(temporary, credential, deps);
    const replacedPath = guardSqlite('vault', vaultPath, () =>
      replaceVault(temporary, vaultPath, deps.clock.nowMs()),
    );
    await deps.rollbackMark?.advance(report.vaultId, mark);
    return { ...report, generation: mark.generation, replacedPath };
  } finally {
    discardFile(temporary);
  }
}

async function copyBackup(backupPath: string, temporary: string): Promise<void> {
  const backup = openSqliteFile(backupPath, { area: 'vault', mode: 'read' });
  try {
    await copyDatabase(backup, temporary);
  } finally {
    backup.close();
  }
}

/** Makes the copy the newest state of its vault, so that the rollback mark does not call it old. */
async function recordRestore(
  temporary: string,
  credential: VaultCredential,
  deps: VaultDeps,
): Promise<VaultMark> {
  const { file, mark } = await openVaultFile({ path: temporary, credential }, deps);
  try {
    const details = { generation: file.mark.generation };
    const event = { kind: 'vault.restored', subject: {}, details };
    file.write((tx) => tx.record(event, deps.actor), mark?.generation ?? 0);
    makeSingleFile(file.db);
    return file.mark;
  } finally {
    file.close();
  }
}

/** Where the replaced vault is now; null where there was none. At no moment is there no vault at the path. */
function replaceVault(temporary: string, vaultPath: string, nowMs: number): string | null {
  flush(temporary);
  const held = existsSync(vaultPath) ? takeOver(vaultPath) : null;
  const keptPath = `${vaultPath}.replaced-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  try {
    const isReplacing = existsSync(vaultPath);
    if (isReplacing) keep(vaultPath, keptPath);
    try {
      takeName(temporary, vaultPath, keptPath);
    } catch (error) {
      // A usable vault is still in its place: its second name would only puzzle.
      if (held !== null) rmSync(keptPath, { force: true });
      throw error;
    }
    flushFolder(dirname(vaultPath));
    return isReplacing ? keptPath : null;
  } finally {
    held?.close();
  }
}

/** Gives the new file the vault's name. A log left beside it would be taken for its own, so that moves to the kept file. */
function takeName(temporary: string, vaultPath: string, keptPath: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (!existsSync(`${vaultPath}${suffix}`)) continue;
    keep(`${vaultPath}${suffix}`, `${keptPath}${suffix}`);
    rmSync(`${vaultPath}${suffix}`);
  }
  // A power cut could bring back the log's name beside the new file, and SQLite would write the old pages into it.
  flushFolder(dirname(vaultPath));
  renameSync(temporary, vaultPath);
}

/**
 * The vault that is there, locked against everyone; null where it is no usable vault, so that nobody can be working in it.
 * Throws vault/busy while another program has it open.
 */
function takeOver(vaultPath: string): SqliteDatabase | null {
  let db: SqliteDatabase | null = null;
  try {
    assertVaultFile(vaultPath);
    db = openSqliteFile(vaultPath, { area: 'vault', mode: 'write' });
    const held = db;
    guardSqlite('vault', vaultPath, () => {
      makeSingleFile(held);
      held.exec('BEGIN EXCLUSIVE');
    });
    return held;
  } catch (error) {
    db?.close();
    const code = error instanceof KeywrightError ? error.code : null;
    if (code === 'vault/foreign' || code === 'vault/damaged' || code === 'vault/newer') return null;
    throw error;
  }
}

/** A second name for the file; a copy where the file system has no links. Never overwrites. */
function keep(path: string, keptPath: string): void {
  try {
    linkSync(path, keptPath);
  } catch (error) {
    const fault = (error as NodeJS.ErrnoException).code;
    if (fault !== 'EPERM' && fault !== 'ENOTSUP' && fault !== 'EOPNOTSUPP') throw error;
    copyFileSync(path, keptPath, constants.COPYFILE_EXCL);
    flush(keptPath);
  }
}
