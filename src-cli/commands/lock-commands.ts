/** `unlock`, `forget`, `lock` and `status`: who holds the vault key, and for how long. */
import type { Command } from 'commander';
import { formatInstantOrNull } from '../../src-shared/time/instant.ts';
import { type Answer, doneAnswer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { renderFacts } from '../output/table.ts';
import { assertVaultExists } from '../with-engine.ts';
import { addExamples } from './command-help.ts';
import { forget, unlock } from './unlock.ts';

export function addLockCommands(program: Command, run: Run): void {
  const unlockCommand = program
    .command('unlock')
    .description('keep the vault open in the background for 10 idle minutes')
    .option('--recovery-file <file>', 'open with the recovery code in this file')
    .option(
      '--accept-rollback',
      'the vault is older than the one last used here, and that is right',
    )
    .option('--accept-heavy-kdf', 'the vault may take up to 1 GiB of memory to check its password')
    .option('--remember', 'unlock without the password for 14 days, through the OS keychain')
    .action(run(unlock));
  addExamples(unlockCommand, [
    'keywright unlock',
    'keywright unlock --password-file password.txt',
    'keywright unlock --recovery-file recovery.txt',
    'keywright unlock --remember',
  ]);
  const forgetCommand = program
    .command('forget')
    .description('end unlocking through the OS keychain: the password is needed again')
    .action(run(forget));
  addExamples(forgetCommand, ['keywright forget']);
  const lockCommand = program
    .command('lock')
    .description('end the background agent and forget the vault key')
    .action(run(lock));
  addExamples(lockCommand, ['keywright lock']);
  const statusCommand = program
    .command('status')
    .description('show whether the vault is open, and where everything lies')
    .action(run(status));
  addExamples(statusCommand, ['keywright status', 'keywright status --json']);
}

async function lock(cli: Cli): Promise<Answer> {
  const wasRunning = await cli.backends.stopAgent();
  return doneAnswer(
    { locked: true, stopped: wasRunning },
    wasRunning ? 'Locked' : 'The vault was locked already',
  );
}

/** Null: nothing to say. */
const HASHING = {
  light: 'hashed with less than today’s strength; run `keywright password upgrade`',
  usual: null,
  heavy: 'takes more memory to check than we ever write',
} as const;

async function status(cli: Cli): Promise<Answer> {
  assertVaultExists(cli);
  const agent = await cli.backends.connectAgent();
  const engine = agent === null ? null : await agent.call('engine:status', {});
  await agent?.close();
  const facts = {
    unlocked: engine !== null,
    vaultId: engine?.vaultId ?? null,
    entries: engine?.entries ?? null,
    readOnlyCause: engine?.readOnlyCause ?? null,
    locksAt: formatInstantOrNull(engine?.locksAtMs ?? null),
    passwordHashing: cli.backends.passwordHashing(),
    rememberedUntil: formatInstantOrNull(cli.backends.rememberedUntilMs()),
    vaultFile: cli.places.vaultFile,
    storeFile: cli.places.storeFile,
  };
  return {
    json: facts,
    text: (style) =>
      renderFacts(
        [
          ['Vault', engine === null ? 'locked' : 'unlocked'],
          ['Entries', facts.entries === null ? null : String(facts.entries)],
          ['Read-only', facts.readOnlyCause],
          ['Locks', facts.locksAt],
          ['Password', HASHING[facts.passwordHashing]],
          ['Remembered', facts.rememberedUntil],
          ['Vault file', facts.vaultFile],
          ['Store file', facts.storeFile],
        ],
        style,
      ),
  };
}
