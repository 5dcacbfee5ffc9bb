/** `backup list`: the backups that are made without asking, and which of them an older password opens. */
import type { Command } from 'commander';
import type { ListedBackup } from '../../src-core/vault/automatic-backups.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, listJson } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { renderTable } from '../output/table.ts';
import { addExamples } from './command-help.ts';

const WORDS: Readonly<Record<ListedBackup['opensWith'], string>> = {
  'present-password': 'the present password',
  'older-password': 'an older password',
  'another-vault': 'another vault’s password',
  unreadable: 'nothing: it is damaged',
};

export function addBackupListCommand(backup: Command, run: Run): void {
  const command = backup
    .command('list')
    .description('the backups made automatically, one a day: 7 days, then 4 weeks')
    .action(run(listBackups));
  addExamples(command, ['keywright backup list']);
}

async function listBackups(cli: Cli): Promise<Answer> {
  const backups = cli.backends.listBackups();
  return {
    json: listJson(
      backups.map(({ path, dayMs, sizeBytes, opensWith }) => ({
        file: path,
        madeAt: formatInstant(dayMs),
        sizeBytes,
        opensWith,
      })),
    ),
    text: (style) =>
      backups.length === 0
        ? ''
        : renderTable(
            backups,
            [
              { heading: 'FILE', value: ({ path }) => path },
              { heading: 'OPENS WITH', value: ({ opensWith }) => WORDS[opensWith] },
            ],
            style,
          ),
    notes: backups.length === 0 ? ['No backups yet; one is made at the first unlock of a day'] : [],
  };
}
