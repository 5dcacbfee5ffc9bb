/**
 * Copies an unlocked vault while it is in use: online backup to a temporary file, flushed, proven by opening the copy, and only then
 * given its name. Nothing is overwritten (docs/vault-format.md, "Backup").
 */
import { statSync } from 'node:fs';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { sqliteFault } from '../sqlite/sqlite-file.ts';
import type { MutationContext } from '../store/verification-store.ts';
import { copyDatabase } from './copy-database.ts';
import { assertAbsent, discardFile, placeFile, temporaryBeside } from './place-file.ts';
import { proveVault } from './prove-vault.ts';
import { readOnlyError } from './read-only-error.ts';
import type { VaultDeps } from './vault-deps.ts';
import type { VaultFile } from './vault-file.ts';

interface Backup {
  readonly path: string;
  /** Null: no event is written; for the automatic ones. */
  readonly ctx: MutationContext | null;
}

export interface BackupSummary {
  readonly entries: number;
  readonly bytes: number;
}

/** Throws file/exists, file/unwritable, disk/full, or the cause where the vault does not fit its manifest. */
export async function backUpVault(
  file: VaultFile,
  { path, ctx }: Backup,
  deps: VaultDeps,
): Promise<BackupSummary> {
  file.assertOpen();
  assertAbsent(path, 'file/exists');
  const cause = file.readOnlyCause;
  if (cause !== null && cause !== 'unwritable') throw readOnlyError(cause);
  if (cause === null && ctx !== null) {
    file.write((tx) => tx.record({ kind: 'vault.backed-up', subject: {}, details: {} }, ctx));
  }
  const temporary = temporaryBeside(path, deps.random);
  try {
    await copyDatabase(file.db, temporary);
    const { entries } = await proveVault(temporary, file);
    const bytes = statSync(temporary).size;
    placeFile(temporary, path, 'file/exists');
    return { entries, bytes };
  } catch (error) {
    throw asFileFault(path, error);
  } finally {
    discardFile(temporary);
  }
}

/** Faults of the target are about a file, not about the vault. */
function asFileFault(path: string, error: unknown): unknown {
  const fault = sqliteFault('vault', path, error);
  if (!(fault instanceof KeywrightError)) return fault;
  if (fault.code === 'vault/read-only') {
    return new KeywrightError('file/unwritable', `Cannot write ${path}`, { cause: fault });
  }
  return fault;
}
