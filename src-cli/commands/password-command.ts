/** `password change`: a new password slot; entries stay as they are, the recovery code too. */
import type { Command } from 'commander';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { type Answer, doneAnswer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { readNewPassword, readPassword } from '../input/vault-password.ts';
import { assertVaultExists, engineForPassword } from '../with-engine.ts';
import { addExamples } from './command-help.ts';

interface ChangeOptions {
  readonly newPasswordFile?: string;
}

export function addPasswordCommand(program: Command, run: Run): void {
  const group = program.command('password').description('the vault password');
  const change = group
    .command('change')
    .description('set a new vault password; the current one is asked for, even while unlocked')
    .option('--new-password-file <file>', 'read the new password from a file')
    .action(run(changePassword));
  const upgrade = group
    .command('upgrade')
    .description('hash the present password with today’s strength')
    .action(run(upgradeHashing));
  addExamples(upgrade, ['keywright password upgrade']);
  addExamples(change, [
    'keywright password change',
    'keywright password change --password-file old.txt --new-password-file new.txt',
  ]);
}

async function upgradeHashing(cli: Cli): Promise<Answer> {
  assertVaultExists(cli);
  const bytes = await readPassword(cli, 'unlock');
  const password = bytes.expose().toString('utf8');
  const engine = await engineForPassword(cli, bytes).finally(() => bytes.wipe());
  try {
    const { isUpgraded, isComplete } = await engine.call('vault:upgrade-kdf', { password });
    return doneAnswer(
      { upgraded: isUpgraded, isComplete },
      isUpgraded
        ? 'The password is hashed with today’s strength'
        : 'The password is hashed with today’s strength already',
    );
  } finally {
    await engine.close();
  }
}

async function changePassword(
  cli: Cli,
  _args: readonly string[],
  options: ChangeOptions,
): Promise<Answer> {
  assertVaultExists(cli);
  const password = await readPassword(cli, 'unlock');
  const engine = await cli.backends
    .openEngine({ credential: { kind: 'password', password }, acceptsRollback: false })
    .finally(() => password.wipe());
  try {
    const next = await readNewPassword({
      ...cli,
      passwordFile: options.newPasswordFile ?? null,
      what: '--new-password-file',
      refuse: (text) => cli.backends.refusePassword(text),
    });
    const text = next.expose().toString('utf8');
    next.wipe();
    refuseReplacedCharacters(text);
    const { isComplete } = await engine.call('vault:change-password', { password: text });
    return {
      ...doneAnswer({ changed: true, isComplete }, 'The password is changed'),
      notes: changeNotes(isComplete),
    };
  } finally {
    await engine.close();
  }
}

function changeNotes(isComplete: boolean): readonly string[] {
  const old = 'Backups made before still open with the old password';
  if (isComplete) return ['The password is changed', old];
  return [
    'The password is changed; another program still reads the old pages, which go when it ends',
    old,
  ];
}

function refuseReplacedCharacters(text: string): void {
  if (!text.includes('\ufffd')) return;
  throw new KeywrightError('usage/password-rejected', 'The new password is not valid UTF-8');
}
