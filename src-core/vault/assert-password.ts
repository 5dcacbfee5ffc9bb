/** For what an open vault does only for the one who has its password. */
import { timingSafeEqual } from 'node:crypto';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import { readOnlyError } from './read-only-error.ts';
import { unwrapVaultKey } from './slot-rows.ts';
import type { VaultFile } from './vault-file.ts';
import { readHeaderRows } from './vault-header.ts';

/** Throws vault/wrong-password where the password is not the vault's. */
export async function assertPassword(file: VaultFile, password: SecretBytes): Promise<void> {
  file.assertOpen();
  const { slots } = readHeaderRows(file.db, file.path);
  const opened = await unwrapVaultKey(file.scope, slots, {
    kind: 'password',
    password,
    // Whoever opened the vault agreed to what it asks for.
    acceptsHeavyKdf: true,
  });
  const isOurs = timingSafeEqual(opened.expose(), file.keys.vaultKey.expose());
  opened.wipe();
  if (!isOurs) throw readOnlyError('changed-outside');
}
