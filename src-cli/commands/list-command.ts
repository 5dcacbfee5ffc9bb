/** `list`: the catalog, third-party credentials and keys of ours in one table. Opens no secret. */
import { type Command, Option } from 'commander';
import { type Answer, listJson } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { entryJson, entryTable } from '../view/entry-view.ts';
import { withEngine } from '../with-engine.ts';
import { addExamples } from './command-help.ts';

interface ListOptions {
  readonly sort: 'name' | 'expires' | 'rotated' | 'used';
  readonly trash?: boolean;
}

export function addListCommand(program: Command, run: Run): void {
  const command = program
    .command('list')
    .description('list the catalog, or what a query matches')
    .argument('[query...]', 'words, and tag:T env:E kind:K status:S owner:O api:A expires:<30d')
    .addOption(
      new Option('--sort <by>', 'order of the rows')
        .choices(['name', 'expires', 'rotated', 'used'])
        .default('name'),
    )
    .option('--trash', 'show what was removed instead')
    .action(run(list));
  addExamples(command, [
    'keywright list',
    'keywright list stripe tag:billing',
    "keywright list 'expires:<30d' --sort expires",
    'keywright list --trash --json',
  ]);
}

async function list(cli: Cli, query: readonly string[], options: ListOptions): Promise<Answer> {
  const { items } = await withEngine(cli, (engine) =>
    engine.call('entry:list', {
      query: query.join(' '),
      sort: options.sort,
      inTrash: options.trash === true,
    }),
  );
  const isFiltered = query.length > 0;
  return {
    json: listJson(items.map(entryJson)),
    text: (style) => (items.length === 0 ? '' : entryTable(items, cli.clock.nowMs(), style)),
    notes: items.length > 0 ? [] : [emptyNote(isFiltered, options.trash === true)],
  };
}

function emptyNote(isFiltered: boolean, inTrash: boolean): string {
  if (isFiltered) return 'Nothing matches';
  return inTrash
    ? 'The trash is empty'
    : 'Nothing here yet; add a credential with `keywright add NAME`';
}
