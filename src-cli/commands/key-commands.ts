/** `key`: look at keys, and switch them off and on. Needs no unlocked vault. */
import { type Command, Option } from 'commander';
import { getKey } from '../../src-core/keys/key-desk.ts';
import type { KeyFilter, VerificationStore } from '../../src-core/store/verification-store.ts';
import { clip } from '../../src-shared/error/clip.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { type KeyStatus, keyStatus } from '../../src-shared/lifecycle/key-status.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import { type Answer, doneAnswer, listJson } from '../answer.ts';
import { type Cli, type CommandAction, mutation, type Run } from '../cli.ts';
import { keyFacts, keyJson, keyTable } from '../view/key-view.ts';
import { withStore } from '../with-store.ts';
import { addExamples } from './command-help.ts';

interface ListOptions {
  readonly api?: string;
  readonly owner?: string;
  readonly env?: string;
  readonly status?: KeyStatus;
}

interface ReasonOption {
  readonly reason?: string;
}

const STATUSES: readonly KeyStatus[] = [
  'active',
  'rotating',
  'not-yet-valid',
  'disabled',
  'expired',
  'retired',
  'revoked',
];

export function addKeyCommands(program: Command, run: Run): void {
  const group = program.command('key').description('keys of your own APIs');
  const list = group
    .command('list')
    .description('list keys, newest first; revoked and expired ones stay')
    .option('--api <api>', 'of this API')
    .option('--owner <owner>', 'of this owner')
    .option('--env <name>', 'of this environment')
    .addOption(new Option('--status <status>', 'in this state').choices(STATUSES))
    .action(run<ListOptions>(listKeys));
  addExamples(list, [
    'keywright key list',
    'keywright key list --owner team:payments --status active --json',
  ]);
  const show = group
    .command('show')
    .description('show a key and its versions')
    .argument('<key>', 'id or exact name')
    .action(run(showKey));
  addExamples(show, ['keywright key show reporting']);
  const disable = group
    .command('disable')
    .description('refuse a key until it is enabled again')
    .argument('<key>', 'id or exact name')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(switchKey(true)));
  addExamples(disable, ['keywright key disable reporting --reason "invoice overdue"']);
  const enable = group
    .command('enable')
    .description('accept a disabled key again')
    .argument('<key>', 'id or exact name')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(switchKey(false)));
  addExamples(enable, ['keywright key enable reporting']);
}

async function listKeys(cli: Cli, _args: readonly string[], options: ListOptions): Promise<Answer> {
  const lastUse = cli.backends.readLastUse();
  const { found, nowMs } = await withStore(cli, async ({ store }) => ({
    found: await store.listKeys(await readFilter(store, options)),
    nowMs: await store.nowMs(),
  }));
  const keys = found.filter(
    (key) => options.status === undefined || keyStatus(key, nowMs) === options.status,
  );
  return {
    json: listJson(keys.map((key) => keyJson(key, nowMs, lastUse))),
    text: (style) => (keys.length === 0 ? '' : keyTable(keys, lastUse, { nowMs, style })),
    notes: keys.length > 0 ? [] : ['No key matches'],
  };
}

async function readFilter(store: VerificationStore, options: ListOptions): Promise<KeyFilter> {
  const { api: apiReference, owner: ownerReference, env } = options;
  const api = apiReference === undefined ? undefined : await store.findApi(apiReference);
  if (api === null) {
    throw new KeywrightError(
      'api/not-found',
      `No API has the id or name "${clip(apiReference ?? '')}"`,
    );
  }
  const owner = ownerReference === undefined ? undefined : await store.findOwner(ownerReference);
  if (owner === null) {
    throw new KeywrightError(
      'owner/not-found',
      `No owner has the id or name "${clip(ownerReference ?? '')}"`,
    );
  }
  return {
    ...(api === undefined ? {} : { apiId: api.id }),
    ...(owner === undefined ? {} : { ownerId: owner.id }),
    ...(env === undefined ? {} : { environment: env }),
  };
}

async function showKey(cli: Cli, [reference = '']: readonly string[]): Promise<Answer> {
  const { key, nowMs } = await withStore(cli, async ({ store }) => ({
    key: await getKey(store, reference),
    nowMs: await store.nowMs(),
  }));
  return {
    json: keyJson(key, nowMs, cli.backends.readLastUse()),
    text: (style) => keyFacts(key, nowMs, style),
  };
}

function switchKey(isDisabled: boolean): CommandAction<ReasonOption> {
  return async (cli, [reference = ''], options) => {
    const key = await withStore(cli, async ({ store }) => {
      const { id } = await getKey(store, reference);
      return store.setKeyDisabled(id, isDisabled, mutation(cli, options.reason ?? null));
    });
    const done = isDisabled ? 'Disabled' : 'Enabled';
    return changedKey(cli, key, `${done} "${key.name}" (${key.id})`);
  };
}

/** The answer of a command that changed a key: all of it for scripts, what was done for people. */
export function changedKey(cli: Cli, key: KeyRecord, note: string): Answer {
  return doneAnswer(keyJson(key, cli.clock.nowMs(), cli.backends.readLastUse()), note);
}
