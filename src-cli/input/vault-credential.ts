/** What opens a vault or a backup for a command that opens it itself: the recovery code in a file, or the password. */
import type { VaultCredential } from '../../src-core/vault/vault.ts';
import type { Cli } from '../cli.ts';
import { readSecretFile } from './secret-file.ts';
import { readPassword } from './vault-password.ts';

/** Throws usage/missing-input where there is neither a file nor anyone to ask. */
export async function readCredential(
  cli: Cli,
  recoveryFile: string | null,
): Promise<VaultCredential> {
  if (recoveryFile === null) {
    return { kind: 'password', password: await readPassword(cli, 'unlock') };
  }
  const { text, isExposed } = await readSecretFile(recoveryFile, '--recovery-file');
  if (isExposed) cli.output.warn(`${recoveryFile} can be read by other users`);
  return { kind: 'recovery', code: text };
}

export function wipeCredential(credential: VaultCredential): void {
  if (credential.kind === 'password') credential.password.wipe();
  else credential.code.wipe();
}
