/** `scan-rules`: rules with which secret scanners find the keys of the store's APIs. */
import { Argument, type Command } from 'commander';
import { SCANNERS, type Scanner, scanRules } from '../../src-core/scan/scan-rule.ts';
import { writeRules } from '../../src-core/scan/write-rules.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { withStore } from '../with-store.ts';
import { addExamples } from './command-help.ts';

export function addScanRulesCommand(program: Command, run: Run): void {
  const command = program
    .command('scan-rules')
    .description('print rules with which a secret scanner finds the keys of your APIs')
    .addArgument(new Argument('<scanner>', 'which scanner').choices(SCANNERS))
    .action(run(printRules));
  addExamples(command, [
    'keywright scan-rules gitleaks > .gitleaks.toml',
    'keywright scan-rules trufflehog > trufflehog.yaml',
    'keywright scan-rules github --json',
  ]);
}

async function printRules(cli: Cli, [name]: readonly string[]): Promise<Answer> {
  const scanner = name as Scanner;
  const rules = scanRules(await withStore(cli, ({ store }) => store.listApis()));
  const document = writeRules(scanner, rules);
  return {
    json: { scanner, rules, document },
    text: () => document.trimEnd(),
    notes: rules.length === 0 ? ['There is no API yet, so there is nothing to look for'] : [],
  };
}
