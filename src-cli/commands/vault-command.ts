/** `vault rekey`: a new vault key and a new recovery code, for when an old copy of the file may be in other hands. */
import type { Command } from 'commander';
import { parseRecoveryCode } from '../../src-core/crypto/recovery-code.ts';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { readPassword } from '../input/vault-password.ts';
import { assertVaultExists, engineForPassword } from '../with-engine.ts';
import { addExamples } from './command-help.ts';

export function addVaultCommand(program: Command, run: Run): void {
  const group = program.command('vault').description('the vault file as a whole');
  const rekey = group
    .command('rekey')
    .description(
      'encrypt everything again under a new key, with a new recovery code; the password stays',
    )
    .action(run(rekeyVault));
  addExamples(rekey, [
    'keywright vault rekey',
    'keywright vault rekey --yes --json --password-file password.txt',
  ]);
}

async function rekeyVault(cli: Cli): Promise<Answer> {
  assertVaultExists(cli);
  if (!cli.isYes && (cli.output.isJson || !cli.terminal.canAsk())) throw nobodyToConfirm();
  const bytes = await readPassword(cli, 'unlock');
  const password = bytes.expose().toString('utf8');
  const engine = await engineForPassword(cli, bytes).finally(() => bytes.wipe());
  try {
    const { recoveryCode } = await engine.call('vault:draft-rekey', { password });
    await confirmCode(cli, recoveryCode);
    const { isComplete } = await engine.call('vault:rekey', { password, recoveryCode });
    return {
      json: { rekeyed: true, isComplete, recoveryCode },
      text: () => '',
      notes: rekeyNotes(isComplete),
    };
  } finally {
    await engine.close();
  }
}

function rekeyNotes(isComplete: boolean): readonly string[] {
  return [
    isComplete
      ? 'The vault has a new key; the recovery code you had opens nothing in it any more'
      : 'The vault has a new key; another program still reads the old pages, which go when it ends',
    'Backups made before still open with their old password and the old recovery code',
  ];
}

/** Shown before the old code ends, and typed back: the person has it in hand. Throws internal/interrupted where they stop. */
async function confirmCode(cli: Cli, recoveryCode: string): Promise<void> {
  if (cli.output.isJson) return;
  cli.output.line({}, recoveryCode);
  cli.output.note(
    'The line on standard output is the new recovery code. Print it; it is shown once.',
  );
  if (cli.isYes) return;
  const typed = await cli.terminal.askSecret('Type the new recovery code', (answer) =>
    isSameCode(answer, recoveryCode) ? null : 'That is not the new recovery code',
  );
  typed.wipe();
}

function isSameCode(typed: string, recoveryCode: string): boolean {
  try {
    const wanted = parseRecoveryCode(new SecretText(recoveryCode));
    const given = parseRecoveryCode(new SecretText(typed));
    return given.equals(wanted.expose());
  } catch (error) {
    if (error instanceof KeywrightError) return false;
    throw error;
  }
}

function nobodyToConfirm(): KeywrightError {
  return new KeywrightError(
    'usage/missing-input',
    'The new recovery code must be confirmed, and there is no one to ask',
    { hint: 'Pass --yes and keep what is printed: the old recovery code ends at once.' },
  );
}
