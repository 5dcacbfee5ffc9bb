/** Proves that a backup can be restored: it opens with the password or recovery code, and every row and blob of it holds. */
import { existsSync } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { VaultId } from '../../src-shared/ids/ids.ts';
import { openSqliteFile } from '../sqlite/sqlite-file.ts';
import type { VaultScope } from './associated-data.ts';
import { proveVault } from './prove-vault.ts';
import { unwrapVaultKey } from './slot-rows.ts';
import type { VaultCredential } from './vault.ts';
import { assertVaultFile, readHeaderRows } from './vault-header.ts';
import { VaultKeys } from './vault-keys.ts';

export interface BackupReport {
  readonly vaultId: VaultId;
  readonly entries: number;
  readonly generation: number;
  /** Of the vault it was made from. */
  readonly createdAtMs: number;
}

/**
 * Throws file/not-found, backup/damaged, vault/newer, vault/wrong-password, -/wrong-recovery-code or -/kdf-refused. Changes nothing.
 */
export async function verifyBackup(
  path: string,
  credential: VaultCredential,
): Promise<BackupReport> {
  if (!existsSync(path)) throw new KeywrightError('file/not-found', `No backup at ${path}`);
  try {
    assertVaultFile(path);
    const { scope, keys, createdAtMs } = await unlockBackup(path, credential);
    try {
      return { vaultId: scope.vaultId, createdAtMs, ...(await proveVault(path, { scope, keys })) };
    } finally {
      keys.wipe();
    }
  } catch (error) {
    throw asBackupFault(path, error);
  }
}

interface UnlockedBackup {
  readonly scope: VaultScope;
  readonly keys: VaultKeys;
  readonly createdAtMs: number;
}

async function unlockBackup(path: string, credential: VaultCredential): Promise<UnlockedBackup> {
  const db = openSqliteFile(path, { area: 'vault', mode: 'read' });
  try {
    const { meta, slots } = readHeaderRows(db, path);
    const scope = { vaultId: meta.vault, epoch: meta.epoch };
    const keys = new VaultKeys(await unwrapVaultKey(scope, slots, credential));
    return { scope, keys, createdAtMs: meta.created_ms };
  } finally {
    db.close();
  }
}

function asBackupFault(path: string, error: unknown): unknown {
  if (!(error instanceof KeywrightError)) return error;
  switch (error.code) {
    case 'vault/foreign':
    case 'vault/damaged':
    case 'vault/changed-outside':
      return new KeywrightError('backup/damaged', `Cannot use the backup at ${path}`, {
        cause: error,
      });
    case 'vault/read-only':
      return new KeywrightError('file/unreadable', `Cannot read ${path}`, { cause: error });
    default:
      return error;
  }
}
