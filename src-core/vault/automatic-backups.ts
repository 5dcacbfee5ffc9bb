/**
 * The backups that are made without asking: one a day at most, each proven by opening it before an older one goes. They can only help:
 * whatever fails here is told, never thrown.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { ensurePrivateDirectory } from '../places/ensure-private-directory.ts';
import { errorNumber, writeFault } from '../places/file-fault.ts';
import { backupDayMs, backupName, outdatedBackups } from './backup-rotation.ts';
import type { Vault } from './vault.ts';
import { readVaultHeader, type VaultHeader } from './vault-header.ts';

/** The code of what kept today's backup from being made; null: it is there, or the vault is read-only and none is due. */
export async function keepDailyBackup(
  vault: Pick<Vault, 'backup' | 'readOnlyCause'>,
  { folder, nowMs }: { readonly folder: string; readonly nowMs: number },
): Promise<ErrorCode | null> {
  if (vault.readOnlyCause !== null) return null;
  const path = join(folder, backupName(nowMs));
  try {
    if (existsSync(path)) return null;
    ensurePrivateDirectory(folder);
    await vault.backup(path, null);
    for (const name of outdatedBackups(readdirSync(folder))) rmSync(join(folder, name));
    return null;
  } catch (error) {
    if (!(error instanceof KeywrightError) && errorNumber(error) === null) throw error;
    const { code } = writeFault(folder, error);
    // Another program was first.
    return code === 'file/exists' ? null : code;
  }
}

export interface ListedBackup {
  readonly path: string;
  /** Start of its day, epoch milliseconds. */
  readonly dayMs: number;
  readonly sizeBytes: number;
  /** `older-password`: made before the password, its hashing or the vault key changed. `unreadable`: damaged, or no vault. */
  readonly opensWith: 'present-password' | 'older-password' | 'another-vault' | 'unreadable';
}

/** Newest first; told by the clear parts of the files, without a password. `vault`: null where there is none any more. */
export function listBackups(folder: string, vault: VaultHeader | null): readonly ListedBackup[] {
  const names = existsSync(folder) ? readdirSync(folder).toSorted().toReversed() : [];
  return names.flatMap((name) => {
    const dayMs = backupDayMs(name);
    if (dayMs === null) return [];
    const path = join(folder, name);
    return [{ path, dayMs, sizeBytes: statSync(path).size, opensWith: judge(path, vault) }];
  });
}

function judge(path: string, vault: VaultHeader | null): ListedBackup['opensWith'] {
  try {
    const backup = readVaultHeader(path);
    if (backup.vaultId !== vault?.vaultId) return 'another-vault';
    const isSame =
      backup.epoch === vault.epoch && backup.passwordSlots.join() === vault.passwordSlots.join();
    return isSame ? 'present-password' : 'older-password';
  } catch (error) {
    if (error instanceof KeywrightError) return 'unreadable';
    throw error;
  }
}
