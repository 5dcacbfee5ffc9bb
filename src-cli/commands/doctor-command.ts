/**
 * `doctor`: looks at everything Keywright stands on and says what is wrong and what to do. With --repair it does what can be done
 * without the password and without losing anything, tells each action, and looks again.
 */
import type { Command } from 'commander';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Finding } from '../../src-shared/model/finding.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { type Examination, examine } from '../doctor/examine.ts';
import { type Mended, mend } from '../doctor/mend.ts';
import type { Style } from '../output/style.ts';
import { renderTable } from '../output/table.ts';
import { addExamples } from './command-help.ts';

interface DoctorOptions {
  readonly repair?: true;
  readonly dryRun?: true;
}

export function addDoctorCommand(program: Command, run: Run): void {
  const command = program
    .command('doctor')
    .description('check files, keychain, clipboard, clock and logs; exit 1 if something is wrong')
    .option('--repair', 'mend what can be mended without the password and without loss')
    .option('--dry-run', 'with --repair: say what would be done, and do nothing')
    .action(run(doctor));
  addExamples(command, [
    'keywright doctor',
    'keywright doctor --repair --dry-run',
    'keywright doctor --repair',
    'keywright doctor --json',
  ]);
}

async function doctor(cli: Cli, _: readonly string[], options: DoctorOptions): Promise<Answer> {
  const isDryRun = options.dryRun === true;
  if (options.repair !== true) {
    if (isDryRun)
      throw new KeywrightError('usage/invalid-argument', '--dry-run goes with --repair');
    return answerOf(await examine(cli), null);
  }
  const before = await examine(cli);
  const mended = mend(before.repairs, isDryRun);
  const isChanged = mended.some(({ isDone }) => isDone);
  return answerOf(isChanged ? await examine(cli) : before, mended);
}

/** `mended`: null where nothing was to be repaired. */
function answerOf({ findings, repairs }: Examination, mended: readonly Mended[] | null): Answer {
  const hasProblem = findings.some((finding) => finding.severity === 'problem');
  const mendable = new Set(repairs.map(({ finding }) => finding.id));
  const items = findings.map((finding) => ({ ...finding, repairable: mendable.has(finding.id) }));
  const told = mended?.map(({ id, action, isDone, fault }) => ({
    id,
    action,
    done: isDone,
    fault,
  }));
  return {
    json: { ok: !hasProblem, items, ...(told === undefined ? {} : { repairs: told }), next: null },
    text: (style) => findingTable(findings, style),
    notes: mended === null ? [] : notesOf(mended),
    exit: hasProblem || mended?.some(({ fault }) => fault !== null) === true ? 1 : 0,
  };
}

function notesOf(mended: readonly Mended[]): readonly string[] {
  if (mended.length === 0) return ['There is nothing that could be repaired'];
  return mended.map(({ action, isDone, fault }) => {
    if (fault !== null) return `Not done (${fault.code}: ${fault.message}): ${action}`;
    return isDone ? `Done: ${action}` : `Would be done: ${action}`;
  });
}

function findingTable(findings: readonly Finding[], style: Style): string {
  const paint: Record<Finding['severity'], (text: string) => string> = {
    ok: (text) => style.good(text),
    warning: (text) => style.warn(text),
    problem: (text) => style.bad(text),
  };
  return renderTable(
    findings,
    [
      { heading: 'CHECK', value: (finding) => finding.id },
      {
        heading: 'STATE',
        value: (finding) => finding.severity,
        paint: (cell, finding) => paint[finding.severity](cell),
      },
      { heading: 'WHAT', value: (finding) => `${finding.title}: ${finding.detail}` },
      { heading: 'DO', value: (finding) => finding.fix },
    ],
    style,
  );
}
