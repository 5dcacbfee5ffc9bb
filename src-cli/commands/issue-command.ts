/** `issue`: a new key. Its secret is printed once, alone, on standard output; the vault keeps a sealed copy unless --no-save. */
import type { Command } from 'commander';
import type { IssueInput } from '../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseRate } from '../../src-shared/limits/rate.ts';
import { parseEnvironment, parseTitle } from '../../src-shared/model/names.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import { parseGrant } from '../../src-shared/permission/grant.ts';
import type { Answer } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { parseExpiry, parseStart } from '../input/deadline-option.ts';
import { keyJson } from '../view/key-view.ts';
import { describeTime } from '../view/time-text.ts';
import { withEngine } from '../with-engine.ts';
import { withStore } from '../with-store.ts';
import { addExamples, collect } from './command-help.ts';
import { issueMany } from './issue-many.ts';

interface IssueOptions {
  readonly api: string;
  readonly name?: string;
  readonly namesFile?: string;
  readonly out?: string;
  readonly owner: string;
  readonly env: string;
  readonly permission: readonly string[];
  readonly role: readonly string[];
  readonly expires?: string;
  readonly notBefore?: string;
  readonly rate: readonly string[];
  /** False with --no-save. */
  readonly save: boolean;
  readonly reason?: string;
}

export function addIssueCommand(program: Command, run: Run): void {
  const command = program
    .command('issue')
    .description('issue a key; its secret is shown once')
    .requiredOption('--api <api>', 'id or name of the API')
    .option('--name <name>', 'what you call the key')
    .option('--names-file <file>', 'many keys, one for each line of the file; all or none')
    .option('--out <file>', 'with --names-file: the new file that gets the keys, for you alone')
    .requiredOption('--owner <owner>', 'kind:name (person, team, app, partner), or an id')
    .requiredOption('--env <name>', 'environment the key is for')
    .option('--permission <grant>', 'what the key may do; repeatable', collect, [])
    .option('--role <role>', 'role the key holds; repeatable', collect, [])
    .option('--expires <when>', 'a date, a time or a duration: 2026-12-31, 90d')
    .option('--not-before <when>', 'refused before this date, time or duration')
    .option(
      '--rate <rate>',
      'calls per duration, 100/1m, or named: burst=10/1s; repeatable',
      collect,
      [],
    )
    .option('--no-save', 'keep no copy in the vault; needs no unlocked vault')
    .option('--reason <text>', 'why, for the audit log')
    .action(run<IssueOptions>(issue));
  addExamples(command, [
    'keywright issue --api billing --name reporting --owner team:payments --env live --permission invoices.read',
    'keywright issue --api billing --name ci --owner app:ci --env test --role reader --expires 90d --rate 100/1m --json',
    'keywright issue --api billing --name handoff --owner partner:globex --env live --no-save > key.txt',
    'keywright issue --api billing --names-file stores.txt --owner team:shops --env live --out keys.jsonl',
  ]);
}

interface Issued {
  readonly key: KeyRecord;
  readonly versionId: string;
  readonly token: string;
  readonly entryId: string | null;
}

async function issue(
  cli: Cli,
  _args: readonly string[],
  options: IssueOptions,
): Promise<Answer | null> {
  const terms = readTerms(options, cli.clock.nowMs());
  const { name, namesFile, out } = options;
  if (namesFile !== undefined) {
    if (name !== undefined) throw either('Pass --name or --names-file, not both');
    return issueMany(cli, { terms, namesFile, out: out ?? null, isSaved: options.save });
  }
  if (name === undefined) throw either('The key needs a name: pass --name');
  if (out !== undefined)
    throw either('--out goes with --names-file; one key goes to standard output');
  return issueOne(cli, { ...terms, name: parseTitle(name, 'key name') }, options.save);
}

function either(message: string): KeywrightError {
  return new KeywrightError('usage/invalid-argument', message);
}

async function issueOne(cli: Cli, input: IssueInput, isSaved: boolean): Promise<Answer> {
  const issued = isSaved ? await issueSaved(cli, input) : await issueUnsaved(cli, input);
  const nowMs = cli.clock.nowMs();
  const { versions: _versions, ...facts } = keyJson(issued.key, nowMs);
  return {
    json: { ...facts, versionId: issued.versionId, token: issued.token, entryId: issued.entryId },
    text: () => issued.token,
    notes: issueNotes(issued, nowMs),
  };
}

/** Everything that can be refused without the store is refused here, before a password is asked for. */
function readTerms(options: IssueOptions, nowMs: number): Omit<IssueInput, 'name'> {
  for (const permission of options.permission) parseGrant(permission);
  return {
    api: options.api,
    owner: options.owner,
    environment: parseEnvironment(options.env),
    permissions: [...options.permission],
    roles: [...options.role],
    limits: options.rate.map((rate) => parseRate(rate)),
    notBefore: parseStart(options.notBefore),
    expires: parseExpiry(options.expires, nowMs),
    reason: options.reason ?? null,
  };
}

async function issueSaved(cli: Cli, input: IssueInput): Promise<Issued> {
  return withEngine(cli, (engine) => engine.call('key:issue', input));
}

async function issueUnsaved(cli: Cli, input: IssueInput): Promise<Issued> {
  const issued = await withStore(cli, (opened) =>
    cli.backends.issueKey(opened, input, mutation(cli, input.reason)),
  );
  return { ...issued, entryId: null };
}

function issueNotes(issued: Issued, nowMs: number): readonly string[] {
  const { key, entryId } = issued;
  const expires = describeTime(key.versions[0]?.expiresAtMs, nowMs);
  return [
    `Issued "${key.name}" (${key.id}) for ${key.api.name}/${key.environment}`,
    entryId === null
      ? 'The line on standard output is the key; no copy is kept, and it is shown once'
      : 'The line on standard output is the key; the vault keeps a sealed copy',
    expires === null ? 'It does not expire' : `It expires ${expires}`,
  ];
}
