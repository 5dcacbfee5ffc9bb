/** `add`, `show`, `edit`, `rm`, `restore`, `revert`: one credential of the catalog. */
import { type Command, Option } from 'commander';
import type { Run } from '../cli.ts';
import { addEntry, type NewEntryOptions } from './add-entry.ts';
import { addExamples, collect } from './command-help.ts';
import { type EditOptions, editEntry } from './edit-entry.ts';
import { removeEntry, restoreEntry } from './remove-entry.ts';
import { revertEntry } from './revert-entry.ts';
import { type ShowOptions, showEntry } from './show-entry.ts';

const KINDS = ['api-key', 'token', 'password', 'oauth-client', 'certificate', 'other'];

export function addEntryCommands(program: Command, run: Run): void {
  addAdd(program, run);
  addShow(program, run);
  addEdit(program, run);
  const rm = program
    .command('rm')
    .description('move an entry to the trash; `restore` brings it back')
    .argument('<entry>', 'id or exact name')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(removeEntry));
  addExamples(rm, ['keywright rm "Stripe test"']);
  const restore = program
    .command('restore')
    .description('bring an entry back from the trash')
    .argument('<entry>', 'id or exact name')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(restoreEntry));
  addExamples(restore, ['keywright restore "Stripe test"']);
  const revert = program
    .command('revert')
    .description('make an entry what it was at a former version, secret and all')
    .argument('<entry>', 'id or exact name')
    .argument('<version>', 'number from `show ENTRY --history`')
    .option('--reason <text>', 'why, for the audit log')
    .action(run(revertEntry));
  addExamples(revert, [
    'keywright show Stripe --history',
    'keywright revert Stripe 2 --reason "the new secret does not work"',
  ]);
}

function addAdd(program: Command, run: Run): void {
  const command = program
    .command('add')
    .description('add a credential; its secret comes from a file, standard input or a prompt')
    .argument('<name>', 'what you call it')
    .addOption(new Option('--kind <kind>', 'what it is').choices(KINDS).default('api-key'))
    .option('--secret-file <file>', 'read the secret from a file')
    .option('--no-secret', 'keep the facts only')
    .option('--tag <tag>', 'tag to find it by; repeatable', collect, [])
    .option('--url <url>', 'where it is used or managed')
    .option('--notes <text>', 'anything else; not for secrets')
    .option('--expires <when>', 'a date, a time or a duration: 2026-12-31, 90d')
    .option('--max-age <duration>', 'due for rotation when its secret is that old: 90d')
    .option('--lead-days <days>', 'days before it is due to remind: 30,7,1')
    .action(run<NewEntryOptions>(addEntry));
  addExamples(command, [
    'keywright add Stripe --tag billing --url https://dashboard.stripe.com',
    'keywright add Stripe --secret-file stripe.key --json',
    'pass show stripe | keywright add Stripe --expires 90d',
    'keywright add Stripe --secret-file stripe.key --max-age 90d',
  ]);
}

function addShow(program: Command, run: Run): void {
  const command = program
    .command('show')
    .description('show an entry; with --reveal its secret too')
    .argument('<entry>', 'id or exact name')
    .option('--reveal', 'print the secret, alone, on standard output; this is audited')
    .option('--version-id <id>', 'which version of an issued key to reveal; the newest by default')
    .option('--history', 'former states of the entry, without secrets')
    .option('--reason <text>', 'why, for the audit log')
    .action(run<ShowOptions>(showEntry));
  addExamples(command, [
    'keywright show Stripe',
    'keywright show Stripe --reveal > stripe.key',
    'keywright show Stripe --history --json',
  ]);
}

function addEdit(program: Command, run: Run): void {
  const command = program
    .command('edit')
    .description('change facts or the secret of an entry')
    .argument('<entry>', 'id or exact name')
    .option('--name <name>', 'new name')
    .addOption(new Option('--kind <kind>', 'what it is').choices(KINDS))
    .option('--new-secret', 'read a new secret from standard input or a prompt')
    .option('--secret-file <file>', 'read a new secret from a file')
    .option('--tag <tag>', 'add a tag; repeatable', collect, [])
    .option('--untag <tag>', 'take a tag away; repeatable', collect, [])
    .option('--url <url>', 'where it is used or managed')
    .option('--no-url', 'forget the URL')
    .option('--notes <text>', 'anything else; not for secrets')
    .option('--no-notes', 'forget the notes')
    .option('--expires <when>', 'a date, a time or a duration')
    .option('--no-expires', 'it does not expire')
    .option('--max-age <duration>', 'due for rotation when its secret is that old')
    .option('--no-max-age', 'it may grow old')
    .option('--lead-days <days>', 'days before it is due to remind: 30,7,1')
    .option('--no-lead-days', 'remind 60, 30, 7 and 1 days before')
    .option('--reason <text>', 'why, for the audit log')
    .action(run<EditOptions>(editEntry));
  addExamples(command, [
    'keywright edit Stripe --name "Stripe live" --tag prod --untag test',
    'keywright edit Stripe --new-secret < new.key',
    'keywright edit Stripe --no-expires',
  ]);
}
