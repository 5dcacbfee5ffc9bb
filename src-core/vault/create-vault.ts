/**
 * Makes a new vault with a password slot and a recovery slot. It is written beside its place and put there when complete, so a crash
 * never leaves half a vault, and a file that is there already is never touched.
 */
import { dirname } from 'node:path';
import { encodeRecoveryCode, RECOVERY_BYTES } from '../crypto/recovery-code.ts';
import { makePrivateFolder } from '../places/make-private-folder.ts';
import { newId } from '../runtime/random.ts';
import { SecretBytes, type SecretText } from '../secret/secret-bytes.ts';
import { guardSqlite, openSqliteFile } from '../sqlite/sqlite-file.ts';
import type { VaultScope } from './associated-data.ts';
import { makeSingleFile } from './copy-database.ts';
import { writeFirstRows } from './first-rows.ts';
import { MarkKeeper } from './mark-keeper.ts';
import { assertAbsent, discardFile, placeFile, temporaryBeside } from './place-file.ts';
import { sealPasswordSlot, sealRecoverySlot } from './slot-rows.ts';
import { SqliteVault } from './sqlite-vault.ts';
import type { Vault } from './vault.ts';
import type { VaultDeps } from './vault-deps.ts';
import { VaultFile } from './vault-file.ts';
import { VAULT_KEY_BYTES, VaultKeys } from './vault-keys.ts';
import type { SlotRow } from './vault-rows.ts';
import { VAULT_FORMAT_VERSION } from './vault-schema.ts';

interface NewVault {
  readonly path: string;
  /** UTF-8 as typed; normalised here. */
  readonly password: SecretBytes;
}

/**
 * The new vault, unlocked, and its recovery code, which is kept nowhere. Makes the folder, mode 0700, where it is missing.
 * Throws vault/exists, usage/password-rejected, vault/read-only, disk/full or disk/failed; then there is no vault.
 */
export async function createVault(
  { path, password }: NewVault,
  deps: VaultDeps,
): Promise<{ vault: Vault; recoveryCode: SecretText }> {
  assertAbsent(path, 'vault/exists');
  guardSqlite('vault', path, () => makePrivateFolder(dirname(path)));
  const scope: VaultScope = { vaultId: newId('vlt', deps.random), epoch: 1 };
  const keys = new VaultKeys(new SecretBytes(deps.random.bytes(VAULT_KEY_BYTES)));
  const code = new SecretBytes(deps.random.bytes(RECOVERY_BYTES));
  try {
    const slots = [
      await sealPasswordSlot(scope, { password, vaultKey: keys.vaultKey }, deps),
      sealRecoverySlot(scope, { code, vaultKey: keys.vaultKey }, deps),
    ];
    writeVaultFile(path, { scope, keys, slots, deps });
    const recoveryCode = encodeRecoveryCode(code);
    return { vault: openNew(path, { scope, keys, deps }), recoveryCode };
  } catch (error) {
    keys.wipe();
    throw error;
  } finally {
    code.wipe();
  }
}

interface FirstVault {
  readonly scope: VaultScope;
  readonly keys: VaultKeys;
  readonly slots: readonly SlotRow[];
  readonly deps: VaultDeps;
}

function writeVaultFile(path: string, { scope, keys, slots, deps }: FirstVault): void {
  const temporary = temporaryBeside(path, deps.random);
  try {
    const db = openSqliteFile(temporary, { area: 'vault', mode: 'create' });
    try {
      const meta = {
        id: 1 as const,
        vault: scope.vaultId,
        format: VAULT_FORMAT_VERSION,
        epoch: scope.epoch,
        created_ms: deps.clock.nowMs(),
      };
      guardSqlite('vault', path, () => {
        writeFirstRows({ db, scope, keys, random: deps.random }, { meta, slots, ctx: deps.actor });
        makeSingleFile(db);
      });
    } finally {
      db.close();
    }
    guardSqlite('vault', path, () => placeFile(temporary, path, 'vault/exists'));
  } finally {
    discardFile(temporary);
  }
}

function openNew(path: string, { scope, keys, deps }: Omit<FirstVault, 'slots'>): Vault {
  const file = openNewFile(path, { scope, keys, deps });
  const keeper = new MarkKeeper(scope.vaultId, deps.rollbackMark);
  keeper.note(file.mark);
  return new SqliteVault(file, keeper, deps);
}

/** A vault whose recovery code nobody will see is taken away again. */
function openNewFile(path: string, { scope, keys, deps }: Omit<FirstVault, 'slots'>): VaultFile {
  let file: VaultFile | null = null;
  try {
    const db = openSqliteFile(path, { area: 'vault', mode: 'write' });
    const { clock, random } = deps;
    file = new VaultFile({ db, path, scope, keys, clock, random, isWritable: true });
    file.read(() => null);
    return file;
  } catch (error) {
    file?.close();
    discardFile(path);
    throw error;
  }
}
