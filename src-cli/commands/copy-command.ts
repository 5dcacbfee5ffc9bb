/** `copy`: a secret to the clipboard, gone after 30 s unless something else was copied meanwhile. */
import type { Command } from 'commander';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { type Answer, doneAnswer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { withEngine } from '../with-engine.ts';
import { addExamples } from './command-help.ts';

interface CopyOptions {
  readonly versionId?: string;
  readonly reason?: string;
}

export function addClipboardCommand(program: Command, run: Run): void {
  const command = program
    .command('copy')
    .description('copy the secret of an entry; the clipboard is cleared after 30 s')
    .argument('<entry>', 'id or exact name')
    .option('--version-id <id>', 'which version of an issued key; the newest by default')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(copy));
  addExamples(command, ['keywright copy Stripe']);
}

async function copy(
  cli: Cli,
  [entry = '']: readonly string[],
  options: CopyOptions,
): Promise<Answer> {
  const { clipboard } = cli.backends;
  assertClipboard(cli);
  const revealed = await withEngine(cli, (engine) =>
    engine.call('entry:reveal', {
      entry,
      purpose: 'copy',
      versionId: options.versionId ?? null,
      reason: options.reason ?? null,
    }),
  );
  await clipboard.copy(new SecretText(revealed.secret));
  const clearsInSeconds = clipboard.clearAfterMs / 1_000;
  return doneAnswer(
    { copied: true, entryId: revealed.entryId, name: revealed.name, clearsInSeconds },
    `Copied "${revealed.name}"; the clipboard is cleared in ${clearsInSeconds} s unless you copy something else`,
  );
}

/** Before the secret is revealed: a reveal that comes to nothing should not stand in the log. */
function assertClipboard(cli: Cli): void {
  const advice = cli.backends.clipboardAdvice();
  if (advice === null) return;
  throw new KeywrightError('clipboard/unavailable', 'There is no clipboard to copy to here', {
    hint: advice,
  });
}
