/** Unlocks a vault: header, slot, walk over every row, rollback mark; in this order, so that nothing is shown that was not checked. */
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import type { Keychain } from '../keychain/keychain.ts';
import type { Clock } from '../runtime/clock.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import { assertSound, openSqliteFile, type SqliteDatabase } from '../sqlite/sqlite-file.ts';
import type { VaultScope } from './associated-data.ts';
import { assertClockBelieved, unwrapWithKeychain } from './keychain-slot.ts';
import { MarkKeeper } from './mark-keeper.ts';
import type { VaultMark } from './rollback-mark.ts';
import { unwrapVaultKey } from './slot-rows.ts';
import { SqliteVault } from './sqlite-vault.ts';
import { truncateWal } from './truncate-wal.ts';
import type { Vault, VaultCredential } from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import { VaultFile } from './vault-file.ts';
import { assertVaultFile, readHeaderRows } from './vault-header.ts';
import { VaultKeys } from './vault-keys.ts';

/** By the keychain slot. */
export interface KeychainCredential {
  readonly kind: 'keychain';
  readonly keychain: Keychain;
}

export interface VaultOpening {
  readonly path: string;
  readonly credential: VaultCredential | KeychainCredential;
  /** Takes a vault that is older than the one last used here as the newest from now on. */
  readonly acceptRollback?: boolean;
}

/**
 * The unlocked vault; look at its `readOnlyCause`. Throws vault/not-found, -/foreign, -/newer, -/damaged, -/busy, -/read-only (where it
 * cannot even be read), -/wrong-password, -/wrong-recovery-code or -/kdf-refused; by the keychain slot as unwrapWithKeychain.
 */
export async function openVault(opening: VaultOpening, deps: VaultDeps): Promise<Vault> {
  const { file, mark } = await openVaultFile(opening, deps);
  try {
    if (mark !== null) judgeMark(file, mark, { opening, deps });
    if (file.readOnlyCause === null) truncateWal(file.db);
  } catch (error) {
    file.close();
    throw error;
  }
  const keeper = new MarkKeeper(file.scope.vaultId, deps.rollbackMark);
  if (file.readOnlyCause === null) keeper.note(file.mark);
  return new SqliteVault(file, keeper, deps);
}

/** The unlocked and walked file, and the rollback mark kept for it, not yet compared. Throws as openVault. */
export async function openVaultFile(
  { path, credential }: VaultOpening,
  deps: VaultDeps,
): Promise<{ readonly file: VaultFile; readonly mark: VaultMark | null }> {
  const unlocked = await unlock(path, credential, deps.clock);
  const { scope, db, isWritable } = unlocked;
  const { clock, random } = deps;
  const keys = new VaultKeys(unlocked.vaultKey);
  // Read before the walk, the mark can never be ahead of an honest file.
  const mark = (await deps.rollbackMark?.read(scope.vaultId)) ?? null;
  const file = new VaultFile({ db, path, scope, keys, clock, random, isWritable });
  try {
    file.read(() => null);
    if (credential.kind === 'keychain') {
      assertClockBelieved(clock.nowMs(), file.lastWallMs ?? Infinity);
    }
  } catch (error) {
    file.close();
    throw error;
  }
  return { file, mark };
}

interface Unlocked {
  readonly db: SqliteDatabase;
  readonly scope: VaultScope;
  readonly vaultKey: SecretBytes;
  readonly isWritable: boolean;
}

async function unlock(
  path: string,
  credential: VaultOpening['credential'],
  clock: Clock,
): Promise<Unlocked> {
  assertVaultFile(path);
  const isWritable = isVaultWritable(path);
  const db = openSqliteFile(path, { area: 'vault', mode: isWritable ? 'write' : 'read' });
  try {
    assertSound(db, 'vault', path);
    const { meta, slots } = readHeaderRows(db, path);
    const scope = { vaultId: meta.vault, epoch: meta.epoch };
    const vaultKey =
      credential.kind === 'keychain'
        ? await unwrapWithKeychain(scope, slots, { keychain: credential.keychain, clock })
        : await unwrapVaultKey(scope, slots, credential);
    return { db, scope, vaultKey, isWritable };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite needs to write beside the file as well. */
function isVaultWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function judgeMark(
  file: VaultFile,
  mark: VaultMark,
  { opening, deps }: { readonly opening: VaultOpening; readonly deps: VaultDeps },
): void {
  const { generation, manifestHash } = file.mark;
  const isOlder = generation < mark.generation;
  const isFork = generation === mark.generation && !manifestHash.equals(mark.manifestHash);
  if (!isOlder && !isFork) return;
  file.makeReadOnly('rolled-back');
  if (opening.acceptRollback !== true) return;
  file.acceptRollback(mark.generation, (tx) => {
    const details = { generation, expectedGeneration: mark.generation };
    tx.record({ kind: 'vault.rollback-accepted', subject: {}, details }, deps.actor);
  });
}
