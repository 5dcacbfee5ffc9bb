/** `verify`: is this key good, and for this? The token comes on standard input. Spends nothing; exit 0 or 1. */
import type { Command } from 'commander';
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { addVerifyOptions, readVerifyRequest, type VerifyOptions } from '../input/verify-input.ts';
import type { Style } from '../output/style.ts';
import { renderFacts } from '../output/table.ts';
import { addExamples } from './command-help.ts';

export function addVerifyCommand(program: Command, run: Run): void {
  const command = addVerifyOptions(
    program
      .command('verify')
      .description('verify a key read from standard input; exit 0 if valid, 1 if not'),
  ).action(run<VerifyOptions>(verify));
  addExamples(command, [
    'keywright verify < key.txt',
    'keywright verify --api billing --env live --permission invoices.read --json < key.txt',
    `keywright verify --permission '{"any":["invoices.read","invoices.admin"]}' < key.txt`,
  ]);
}

async function verify(cli: Cli, _args: readonly string[], options: VerifyOptions): Promise<Answer> {
  const answer = await cli.backends.check(await readVerifyRequest(cli, 'verify', options));
  return {
    json: answer,
    text: (style) => describeAnswer(answer, style),
    exit: answer.valid ? 0 : 1,
  };
}

function describeAnswer(answer: VerifyAnswer, style: Style): string {
  const verdict = answer.valid ? style.good('valid') : style.bad(answer.outcome);
  const facts = renderFacts(
    [
      ['Status', String(answer.status)],
      ['Key', answer.keyId],
      ['Version', answer.versionId],
      ['Name', answer.name],
      ['API', answer.api],
      ['Environment', answer.environment],
      ['Owner', answer.owner],
      ['Roles', answer.roles?.join(', ') || null],
      ['Permissions', answer.permissions?.join(', ') || null],
      ['Expires', answer.expiresAt],
      ['Retires', answer.retiringAt],
      ['Decision', answer.decisionId],
    ],
    style,
  );
  return `${verdict}\n${facts}`;
}
