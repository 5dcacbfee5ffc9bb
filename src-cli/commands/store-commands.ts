/** `store`: a shared verification store in PostgreSQL, made, looked at and brought up to date. */
import { Argument, type Command, Option } from 'commander';
import type { PepperPlace } from '../../src-core/pepper/store-keys.ts';
import type { SecretText } from '../../src-core/secret/secret-bytes.ts';
import type { DatabaseRole } from '../../src-core/store/postgres/grants.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import { type Answer, doneAnswer } from '../answer.ts';
import { type Cli, mutation, type Run } from '../cli.ts';
import { renderFacts } from '../output/table.ts';
import { addExamples } from './command-help.ts';

const DATABASE_ROLES: readonly DatabaseRole[] = ['verifier', 'auditor', 'operator'];

const URL_EXAMPLE = 'postgres://keywright@db.example.com/keywright?sslmode=verify-full';

interface InitOptions {
  readonly pepper?: PepperPlace;
}

export function addStoreGroup(program: Command, run: Run): void {
  const group = program
    .command('store')
    .description('a shared verification store in PostgreSQL; name it with --store');
  const init = group
    .command('init')
    .description('create the store in an empty database, and its secret here')
    .addOption(
      new Option('--pepper <place>', 'where the secret of the store is kept').choices([
        'keychain',
        'file',
      ]),
    )
    .action(run<InitOptions>(initStore));
  addExamples(init, [`keywright store init --pepper file --store '${URL_EXAMPLE}'`]);
  const status = group
    .command('status')
    .description('schema, head and server; needs no secret of the store')
    .action(run(showStatus));
  addExamples(status, [`keywright store status --store '${URL_EXAMPLE}' --json`]);
  const migrate = group
    .command('migrate')
    .description('bring the schema up to this program; older programs then refuse the store')
    .action(run(migrateStore));
  addExamples(migrate, [`keywright store migrate --store '${URL_EXAMPLE}'`]);
  const grant = group
    .command('grant')
    .description('give a user of the database what it needs as verifier, auditor or operator')
    .addArgument(new Argument('<role>', 'what the user is for').choices(DATABASE_ROLES))
    .argument('<user>', 'user of the database')
    .action(run(grantRole));
  addExamples(grant, [`keywright store grant verifier kw_server --store '${URL_EXAMPLE}'`]);
  const password = group
    .command('password')
    .description('keep the password of the database in the OS keychain; read from standard input')
    .action(run(keepPassword));
  addExamples(password, [`keywright store password --store '${URL_EXAMPLE}' < password.txt`]);
}

async function initStore(
  cli: Cli,
  _args: readonly string[],
  options: InitOptions,
): Promise<Answer> {
  const made = await cli.backends.sharedStore.create(options.pepper ?? 'auto', mutation(cli, null));
  const { storeId, keysFile, pepperPlace, explanation } = made;
  return {
    json: { storeId, pepperPlace, keysFile },
    text: () => storeId,
    notes: [`Created the store ${storeId}`, explanation, ...keyNotes(keysFile)],
  };
}

function keyNotes(keysFile: string | null): readonly string[] {
  if (keysFile === null) return [];
  return [
    `Its secret is ${keysFile}: every server and every person that issues keys needs a copy, named in KEYWRIGHT_STORE_KEYS_FILE`,
  ];
}

async function showStatus(cli: Cli): Promise<Answer> {
  const status = await cli.backends.sharedStore.inspect();
  const { storeId, schemaVersion, seq, server, isStandby, hasSynchronousStandby } = status;
  const latestAt = formatInstant(Math.floor(status.latestUs / 1_000));
  return {
    json: {
      storeId,
      schemaVersion,
      events: seq,
      latestAt,
      server,
      isStandby,
      hasSynchronousStandby,
    },
    text: (style) =>
      renderFacts(
        [
          ['Store', storeId],
          ['Schema', String(schemaVersion)],
          ['Events', String(seq)],
          ['Last change', latestAt],
          ['Server', `PostgreSQL ${server}`],
          ['Primary', isStandby ? 'no, a standby or read-only' : 'yes'],
          ['Synchronous standby', hasSynchronousStandby ? 'yes' : 'no'],
        ],
        style,
      ),
    exit: isStandby ? 1 : 0,
  };
}

async function migrateStore(cli: Cli): Promise<Answer> {
  const { from, to, ran } = await cli.backends.sharedStore.migrate();
  const note =
    ran.length === 0
      ? `The schema is ${to} already; nothing was changed`
      : `The schema went from ${from} to ${to}: ${ran.join(', ')}`;
  return doneAnswer({ from, to, migrations: ran }, note);
}

async function grantRole(cli: Cli, [role = '', user = '']: readonly string[]): Promise<Answer> {
  await cli.backends.sharedStore.grant(role as DatabaseRole, user);
  return doneAnswer({ role, user }, `The user may do what a ${role} needs, and nothing else`);
}

async function keepPassword(cli: Cli): Promise<Answer> {
  const account = await cli.backends.sharedStore.keepPassword(await readPassword(cli));
  return doneAnswer({ account }, `The OS keychain keeps the password for ${account}`);
}

async function readPassword(cli: Cli): Promise<SecretText> {
  if (cli.pipedInput.isConnected()) return cli.pipedInput.readSecret();
  if (cli.terminal.canAsk()) return cli.terminal.askSecret('Password of the database');
  throw new KeywrightError('usage/missing-input', 'A password is needed, and none was given', {
    hint: 'Pipe it to standard input: `keywright store password < FILE`.',
  });
}
