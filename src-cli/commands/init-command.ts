/** `init`: vault and verification store, the recovery code shown once. */
import { type Command, Option } from 'commander';
import type { PepperPlace } from '../../src-core/pepper/store-keys.ts';
import type { Initialized } from '../../src-engine/initialize.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { readNewPassword } from '../input/vault-password.ts';
import { addExamples } from './command-help.ts';

interface InitOptions {
  readonly pepper?: PepperPlace;
}

export function addInitCommand(program: Command, run: Run): void {
  const command = program
    .command('init')
    .description('create a vault and a verification store')
    .addOption(
      new Option('--pepper <place>', 'where the secret of the store is kept; chosen once').choices([
        'keychain',
        'file',
      ]),
    )
    .action(run(init));
  addExamples(command, [
    'keywright init',
    'keywright init --json --password-file password.txt',
    'keywright init --pepper file   # no OS keychain here',
  ]);
}

async function init(cli: Cli, _args: readonly string[], options: InitOptions): Promise<Answer> {
  const { backends } = cli;
  backends.assertHomeIsFree();
  const password = await readNewPassword({
    ...cli,
    what: '--password-file',
    refuse: (text) => backends.refusePassword(text),
  });
  try {
    const created = await backends.initialize(password, options.pepper ?? 'auto');
    return describeHome(created, cli.places.dataDir);
  } finally {
    password.wipe();
  }
}

function describeHome(created: Initialized, dataDir: string): Answer {
  const code = created.recoveryCode.expose();
  return {
    json: {
      vaultId: created.vaultId,
      storeId: created.storeId,
      recoveryCode: code,
      pepperPlace: created.pepperPlace,
      path: dataDir,
    },
    text: () => code,
    notes: [
      `Created a vault and a verification store in ${dataDir}`,
      'The line on standard output is your recovery code: it opens the vault if you forget the password. Print it; it is shown once.',
      created.explanation,
    ],
  };
}
