/** `backup`, `backup verify` and `restore-backup`: the vault file as a whole, still encrypted. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { VaultCredential } from '../../src-core/vault/vault.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, doneAnswer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { confirmOrStop } from '../input/confirmation.ts';
import { readCredential, wipeCredential } from '../input/vault-credential.ts';
import { withEngine } from '../with-engine.ts';
import { addBackupListCommand } from './backup-list-command.ts';
import { addExamples } from './command-help.ts';

export function addBackupCommands(program: Command, run: Run): void {
  const command = program
    .command('backup')
    .description('write an encrypted copy of the vault; nothing is overwritten')
    .argument('<file>', 'the new file')
    .action(run(backUp));
  addExamples(command, ['keywright backup ~/backups/vault-2026-12-31.db']);
  const verify = command
    .command('verify')
    .description('open a backup with its own password and read all of it')
    .argument('<file>', 'the backup')
    .option('--recovery-file <file>', 'open it with the recovery code in this file')
    .action(run(verifyBackup));
  addExamples(verify, ['keywright backup verify ~/backups/vault-2026-12-31.db']);
  addBackupListCommand(command, run);
  const restore = program
    .command('restore-backup')
    .description('put a backup in the place of the vault; the present one is kept beside it')
    .argument('<file>', 'the backup')
    .option('--recovery-file <file>', 'open it with the recovery code in this file')
    .action(run(restoreBackup));
  addExamples(restore, ['keywright restore-backup ~/backups/vault-2026-12-31.db']);
}

/** The agent has another working folder than this command: it gets an absolute path. */
async function backUp(cli: Cli, [file = '']: readonly string[]): Promise<Answer> {
  const path = resolve(file);
  const written = await withEngine(cli, (engine) => engine.call('vault:backup', { file: path }));
  return doneAnswer(
    { file: path, entries: written.entries, sizeBytes: written.bytes },
    `Wrote ${path} (${written.entries} entries); it opens with the vault's present password`,
  );
}

async function verifyBackup(
  cli: Cli,
  [file = '']: readonly string[],
  options: CredentialOptions,
): Promise<Answer> {
  const path = resolve(file);
  const checked = await withCredential(cli, options, (credential) =>
    cli.backends.verifyBackup(path, credential),
  );
  return doneAnswer(
    {
      ok: true,
      file: path,
      vaultId: checked.vaultId,
      entries: checked.entries,
      vaultCreatedAt: formatInstant(checked.createdAtMs),
    },
    `${path} is whole: ${checked.entries} entries`,
  );
}

async function restoreBackup(
  cli: Cli,
  [file = '']: readonly string[],
  options: CredentialOptions,
): Promise<Answer> {
  const path = resolve(file);
  await confirmOrStop(cli, `Put ${path} in the place of the vault?`);
  const report = await withCredential(cli, options, async (credential) => {
    await cli.backends.verifyBackup(path, credential);
    await cli.backends.stopAgent();
    return cli.backends.restoreBackup(path, credential);
  });
  const { replacedPath } = report;
  return doneAnswer(
    { restored: true, file: path, entries: report.entries, replacedPath },
    replacedPath === null
      ? `Restored ${report.entries} entries`
      : `Restored ${report.entries} entries; the vault that was here is kept as ${replacedPath}`,
  );
}

interface CredentialOptions {
  readonly recoveryFile?: string;
}

/** The backup's own: its password may be an older one than the vault's. */
async function withCredential<Result>(
  cli: Cli,
  options: CredentialOptions,
  work: (credential: VaultCredential) => Promise<Result>,
): Promise<Result> {
  const credential = await readCredential(cli, options.recoveryFile ?? null);
  try {
    return await work(credential);
  } finally {
    wipeCredential(credential);
  }
}
