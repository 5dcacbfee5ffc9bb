/** `due`: what wants a new secret soon, the most pressing first. Something to do is a negative answer, so that scripts can act on it. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { dueState } from '../../src-shared/rotation/due.ts';
import { DEFAULT_LEAD_DAYS } from '../../src-shared/rotation/lead-days.ts';
import { parseDuration } from '../../src-shared/time/duration.ts';
import { type Answer, doneAnswer, listJson } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { renderTable } from '../output/table.ts';
import { entryJson } from '../view/entry-view.ts';
import { paintDue, relativeTime } from '../view/time-text.ts';
import { withEngine } from '../with-engine.ts';
import { addExamples } from './command-help.ts';

interface DueOptions {
  readonly within?: string;
  readonly overdue?: boolean;
  readonly calendar?: string;
  readonly names?: boolean;
}

interface DueRow {
  readonly entry: EntryView;
  readonly dueAtMs: number;
  readonly because: string;
  readonly state: 'due' | 'overdue';
}

const EVERYTHING = { query: '', sort: 'name', inTrash: false } as const;
const REASONS = { expiry: 'expires', age: 'maximum age' } as const;

export function addDueCommand(program: Command, run: Run): void {
  const command = program
    .command('due')
    .description('what is due for rotation: near its expiry or its maximum age; exit 1 if anything')
    .option('--within <duration>', 'what is due by then, whatever its lead times')
    .option('--overdue', 'only what should have been rotated already')
    .option('--calendar <file>', 'write all due dates to a new iCalendar file instead')
    .option('--names', 'with --calendar: name the keys; a calendar is often shared')
    .action(run<DueOptions>(showDue));
  addExamples(command, [
    'keywright due',
    'keywright due --within 2w --json',
    'keywright due --overdue -q || echo "rotate first"',
    'keywright due --calendar keys.ics',
  ]);
}

async function showDue(cli: Cli, _args: readonly string[], options: DueOptions): Promise<Answer> {
  if (options.calendar !== undefined) return writeCalendar(cli, options.calendar, options);
  if (options.names === true) {
    throw new KeywrightError('usage/invalid-argument', '--names goes with --calendar FILE');
  }
  const withinMs = options.within === undefined ? null : parseDuration(options.within, '--within');
  const { items } = await withEngine(cli, (engine) => engine.call('entry:list', EVERYTHING));
  const nowMs = cli.clock.nowMs();
  const rows = items
    .flatMap((entry) => dueRow(entry, withinMs, nowMs))
    .filter(({ state }) => options.overdue !== true || state === 'overdue')
    .toSorted((a, b) => a.dueAtMs - b.dueAtMs);
  return {
    json: listJson(rows.map(({ entry, state }) => ({ ...entryJson(entry), state }))),
    text: (style) =>
      rows.length === 0 ? '' : renderTable(rows, columns(nowMs, paintDue(style)), style),
    notes: rows.length === 0 ? ['Nothing is due'] : [],
    exit: rows.length === 0 ? 0 : 1,
  };
}

function dueRow(entry: EntryView, withinMs: number | null, nowMs: number): DueRow[] {
  const { due } = entry;
  if (due === null) return [];
  const { dueAtMs } = due;
  const state = dueState(due, DEFAULT_LEAD_DAYS, nowMs);
  const isListed = withinMs === null ? state !== 'later' : dueAtMs < nowMs + withinMs;
  if (!isListed) return [];
  const because = REASONS[due.because];
  return [{ entry, dueAtMs, because, state: state === 'overdue' ? state : 'due' }];
}

function columns(nowMs: number, paint: (cell: string) => string) {
  return [
    { heading: 'DUE', value: (row: DueRow) => relativeTime(row.dueAtMs, nowMs) },
    { heading: 'STATE', value: (row: DueRow) => row.state, paint },
    { heading: 'WHY', value: (row: DueRow) => row.because },
    { heading: 'NAME', value: (row: DueRow) => row.entry.name },
    { heading: 'ROTATED', value: (row: DueRow) => relativeTime(row.entry.rotatedAtMs, nowMs) },
    { heading: 'ID', value: (row: DueRow) => row.entry.entryId ?? row.entry.keyId },
  ];
}

/** The agent has another working folder than this command: it gets an absolute path. */
async function writeCalendar(cli: Cli, name: string, options: DueOptions): Promise<Answer> {
  const file = resolve(name);
  const areNamesShown = options.names === true;
  const { events } = await withEngine(cli, (engine) =>
    engine.call('due:export', { file, areNamesShown }),
  );
  return doneAnswer(
    { file, events },
    `Wrote ${file} with ${events} due date${events === 1 ? '' : 's'}${areNamesShown ? '' : ', without names'}`,
  );
}
