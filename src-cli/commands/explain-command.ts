/** `explain`: every check of a verification in order, and the one that decided. Spends nothing; exit 0 where the key is valid, else 1. */
import type { Command } from 'commander';
import type { Check, ExplainAnswer } from '../../src-shared/contract/explain.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { addVerifyOptions, readVerifyRequest, type VerifyOptions } from '../input/verify-input.ts';
import type { Style } from '../output/style.ts';
import { renderTable } from '../output/table.ts';
import { addExamples } from './command-help.ts';

export function addExplainCommand(program: Command, run: Run): void {
  const command = addVerifyOptions(
    program
      .command('explain')
      .description('say check by check why a key read from standard input is valid or not'),
  ).action(run<VerifyOptions>(explain));
  addExamples(command, [
    'keywright explain < key.txt',
    'keywright explain --key-file key.txt --permission invoices.write',
    'keywright explain --api billing --env live --json < key.txt',
  ]);
}

async function explain(
  cli: Cli,
  _args: readonly string[],
  options: VerifyOptions,
): Promise<Answer> {
  const answer = await cli.backends.explain(await readVerifyRequest(cli, 'explain', options));
  return {
    json: answer,
    text: (style) => describeChecks(answer, style),
    exit: answer.valid ? 0 : 1,
  };
}

const WORDS: Readonly<Record<Check['result'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  'not-reached': '-',
  'not-checked': 'not checked',
};

function describeChecks(answer: ExplainAnswer, style: Style): string {
  const verdict = answer.valid ? style.good('valid') : style.bad(answer.outcome);
  const table = renderTable(
    answer.checks,
    [
      { heading: 'CHECK', value: ({ check }) => check },
      {
        heading: 'RESULT',
        value: ({ result }) => WORDS[result],
        paint: (cell, { result }) => painted(cell, result, style),
      },
      { heading: 'WHAT WAS FOUND', value: ({ sentence, fact }) => found(sentence, fact) },
    ],
    style,
  );
  return `${verdict}\n${table}`;
}

function painted(cell: string, result: Check['result'], style: Style): string {
  if (result === 'passed') return style.good(cell);
  return result === 'failed' ? style.bad(cell) : style.faint(cell);
}

function found(sentence: string, fact: string | null): string {
  return fact === null ? sentence : `${sentence} (${fact})`;
}
