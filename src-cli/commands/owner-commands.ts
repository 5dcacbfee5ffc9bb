/** `owner`: the people, teams, apps and partners that hold keys. */
import type { Command } from 'commander';
import { newId } from '../../src-core/runtime/random.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { formatOwnerLabel, parseOwnerLabel } from '../../src-shared/model/names.ts';
import type { OwnerRecord } from '../../src-shared/model/store-records.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, type JsonObject, listJson } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { renderFacts, renderTable } from '../output/table.ts';
import { withStore } from '../with-store.ts';
import { addExamples } from './command-help.ts';

export function addOwnerCommands(program: Command, run: Run): void {
  const group = program
    .command('owner')
    .description('owners of keys: person, team, app or partner');
  const list = group.command('list').description('list all owners').action(run(listOwners));
  addExamples(list, ['keywright owner list']);
  const show = group
    .command('show')
    .description('show one owner and the number of keys they hold')
    .argument('<owner>', 'id or kind:name')
    .action(run(showOwner));
  addExamples(show, ['keywright owner show team:payments']);
  const create = group
    .command('create')
    .description('create an owner; `issue` also does it on first use')
    .argument('<owner>', 'kind:name, for example team:payments')
    .action(run(createOwner));
  addExamples(create, ['keywright owner create partner:globex']);
}

async function createOwner(cli: Cli, [label = '']: readonly string[]): Promise<Answer> {
  const owner = { id: newId('own', cli.random), ...parseOwnerLabel(label) };
  const created = await withStore(cli, ({ store }) =>
    store.createOwner(owner, mutation(cli, null)),
  );
  return {
    json: ownerJson(created),
    text: () => created.id,
    notes: [`Created the owner ${formatOwnerLabel(created)}`],
  };
}

async function listOwners(cli: Cli): Promise<Answer> {
  const owners = await withStore(cli, ({ store }) => store.listOwners());
  return {
    json: listJson(owners.map(ownerJson)),
    text: (style) =>
      owners.length === 0
        ? ''
        : renderTable(
            owners,
            [
              { heading: 'OWNER', value: (owner) => owner.id },
              { heading: 'NAME', value: formatOwnerLabel },
              { heading: 'CREATED', value: (owner) => formatInstant(owner.createdAtMs) },
            ],
            style,
          ),
    notes: owners.length > 0 ? [] : ['No owner yet'],
  };
}

async function showOwner(cli: Cli, [reference = '']: readonly string[]): Promise<Answer> {
  const [owner, keys] = await withStore(cli, async ({ store }) => {
    const found = await store.findOwner(reference);
    if (found === null) {
      throw new KeywrightError(
        'owner/not-found',
        `No owner has the id or name "${clip(reference)}"`,
      );
    }
    return [found, await store.listKeys({ ownerId: found.id })] as const;
  });
  return {
    json: { ...ownerJson(owner), keyIds: keys.map((key) => key.id) },
    text: (style) =>
      renderFacts(
        [
          ['Owner', owner.id],
          ['Name', formatOwnerLabel(owner)],
          ['Keys', String(keys.length)],
          ['Created', formatInstant(owner.createdAtMs)],
        ],
        style,
      ),
  };
}

function ownerJson(owner: OwnerRecord): JsonObject {
  return {
    ownerId: owner.id,
    owner: formatOwnerLabel(owner),
    kind: owner.kind,
    name: owner.name,
    createdAt: formatInstant(owner.createdAtMs),
  };
}
