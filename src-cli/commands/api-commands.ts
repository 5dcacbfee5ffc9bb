/** `api`: the audiences that keys are issued for. */
import type { Command } from 'commander';
import { newId } from '../../src-core/runtime/random.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseEnvironment, parsePrefix, parseSlug } from '../../src-shared/model/names.ts';
import type { ApiRecord } from '../../src-shared/model/store-records.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, type JsonObject, listJson } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { parsePolicy } from '../input/policy-options.ts';
import { renderFacts, renderTable } from '../output/table.ts';
import { assertVaultExists, withEngine, withEngineIfOpen } from '../with-engine.ts';
import { withStore } from '../with-store.ts';
import { addExamples, collect } from './command-help.ts';
import { apiPolicyJson, describePolicy, type EditApiOptions, editApi } from './edit-api.ts';

interface CreateOptions extends EditApiOptions {
  readonly prefix: string;
  readonly env: readonly string[];
}

const DEFAULT_ENVIRONMENTS = ['live', 'test'];

export function addApiCommands(program: Command, run: Run): void {
  const group = program.command('api').description('APIs that keys are issued for');
  const list = group.command('list').description('list all APIs').action(run(listApis));
  addExamples(list, ['keywright api list']);
  const show = group
    .command('show')
    .description('show one API')
    .argument('<api>', 'id or name')
    .action(run(showApi));
  addExamples(show, ['keywright api show billing']);
  const create = group
    .command('create')
    .description('create an API')
    .argument('<name>', 'lower-case letters, digits, dots, dashes, underscores')
    .requiredOption('--prefix <prefix>', 'how its keys begin; unique')
    .option(
      '--env <name>',
      'environment of its keys; repeatable (default: live and test)',
      collect,
      [],
    )
    .option('--max-key-age <duration>', 'its keys are due for rotation when that old: 90d')
    .option('--lead-days <days>', 'days before they are due to remind: 30,7,1')
    .action(run<CreateOptions>(createApi));
  addExamples(create, [
    'keywright api create billing --prefix acme',
    'keywright api create billing --prefix acme --env live --env test --json',
    'keywright api create billing --prefix acme --max-key-age 90d',
  ]);
  const edit = group
    .command('edit')
    .description('how old the keys of an API may become; kept in the vault')
    .argument('<api>', 'id or name')
    .option('--max-key-age <duration>', 'its keys are due for rotation when that old: 90d')
    .option('--no-max-key-age', 'its keys may grow old')
    .option('--lead-days <days>', 'days before they are due to remind: 30,7,1')
    .option('--no-lead-days', 'remind 60, 30, 7 and 1 days before')
    .action(run<EditApiOptions>(editApi));
  addExamples(edit, [
    'keywright api edit billing --max-key-age 90d',
    'keywright api edit billing --no-max-key-age',
  ]);
}

async function createApi(
  cli: Cli,
  [name = '']: readonly string[],
  options: CreateOptions,
): Promise<Answer> {
  const environments = options.env.length === 0 ? DEFAULT_ENVIRONMENTS : [...new Set(options.env)];
  const api = {
    id: newId('api', cli.random),
    name: parseSlug(name, 'API name'),
    prefix: parsePrefix(options.prefix),
    environments: environments.map(parseEnvironment),
  };
  const policy = parsePolicy(options.maxKeyAge, options, '--max-key-age');
  if (policy !== null) assertVaultExists(cli);
  const create = (): Promise<ApiRecord> =>
    withStore(cli, ({ store }) => store.createApi(api, mutation(cli, null)));
  if (policy === null) {
    const created = await create();
    return { json: apiJson(created), text: () => created.id, notes: [createdNote(created)] };
  }
  // The vault is opened first: a wrong password makes no API.
  return withEngine(cli, async (engine) => {
    const created = await create();
    const input = { of: 'api', reference: created.id, ...policy, reason: null } as const;
    const set = await engine.call('policy:set', input);
    return {
      json: { ...apiJson(created), ...apiPolicyJson(set) },
      text: () => created.id,
      notes: [`${createdNote(created)}; ${describePolicy(set)}`],
    };
  });
}

function createdNote({ name, prefix }: ApiRecord): string {
  return `Created the API "${name}"; its keys begin with ${prefix}_`;
}

async function listApis(cli: Cli): Promise<Answer> {
  const apis = await withStore(cli, ({ store }) => store.listApis());
  return {
    json: listJson(apis.map(apiJson)),
    text: (style) =>
      apis.length === 0
        ? ''
        : renderTable(
            apis,
            [
              { heading: 'API', value: (api) => api.id },
              { heading: 'NAME', value: (api) => api.name },
              { heading: 'PREFIX', value: (api) => api.prefix },
              { heading: 'ENVIRONMENTS', value: (api) => api.environments.join(', ') },
            ],
            style,
          ),
    notes:
      apis.length > 0 ? [] : ['No API yet; create one with `keywright api create NAME --prefix P`'],
  };
}

async function showApi(cli: Cli, [reference = '']: readonly string[]): Promise<Answer> {
  const api = await withStore(cli, ({ store }) => store.findApi(reference));
  if (api === null) {
    throw new KeywrightError('api/not-found', `No API has the id or name "${clip(reference)}"`);
  }
  const policies = await withEngineIfOpen(cli, (engine) => engine.call('policy:list', {}));
  const policy = policies?.apis.find(({ id }) => id === api.id) ?? null;
  return {
    json: { ...apiJson(api), ...(policies === null ? {} : apiPolicyJson(policy)) },
    text: (style) =>
      renderFacts(
        [
          ['API', api.id],
          ['Name', api.name],
          ['Prefix', api.prefix],
          ['Environments', api.environments.join(', ')],
          ['Created', formatInstant(api.createdAtMs)],
          ['Policy', policy === null ? null : describePolicy(policy)],
        ],
        style,
      ),
  };
}

function apiJson(api: ApiRecord): JsonObject {
  return {
    apiId: api.id,
    name: api.name,
    prefix: api.prefix,
    environments: api.environments,
    createdAt: formatInstant(api.createdAtMs),
  };
}
