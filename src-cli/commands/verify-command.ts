/** `verify`: is this key good, and for this? The token comes on standard input. Spends nothing; exit 0 or 1. */
import type { Command } from 'commander';
import type { VerifyAnswer, VerifyRequest } from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { TOKEN_MAX_LENGTH } from '../../src-shared/key-format/token.ts';
import { parsePermissionQuery } from '../../src-shared/permission/permission-query.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import type { Style } from '../output/style.ts';
import { renderFacts } from '../output/table.ts';
import { addExamples, collect } from './command-help.ts';

interface VerifyOptions {
  readonly api?: string;
  readonly env?: string;
  readonly permission: readonly string[];
}

export function addVerifyCommand(program: Command, run: Run): void {
  const command = program
    .command('verify')
    .description('verify a key read from standard input; exit 0 if valid, 1 if not')
    .option('--api <api>', 'accept keys of this API only')
    .option('--env <name>', 'accept keys of this environment only')
    .option(
      '--permission <ask>',
      'what the key must be allowed to; repeatable, all are needed; or JSON of all, any and not',
      collect,
      [],
    )
    .action(run<VerifyOptions>(verify));
  addExamples(command, [
    'keywright verify < key.txt',
    'keywright verify --api billing --env live --permission invoices.read --json < key.txt',
    `keywright verify --permission '{"any":["invoices.read","invoices.admin"]}' < key.txt`,
  ]);
}

async function verify(cli: Cli, _args: readonly string[], options: VerifyOptions): Promise<Answer> {
  const permissions = options.permission.map(readPermission);
  if (permissions.length > 0) parsePermissionQuery(permissions);
  const token = await readToken(cli);
  const request: VerifyRequest = {
    token,
    ...(options.api === undefined ? {} : { api: options.api }),
    ...(options.env === undefined ? {} : { environment: options.env }),
    ...(permissions.length === 0 ? {} : { permissions }),
  };
  const answer = await cli.backends.check(request);
  return {
    json: answer,
    text: (style) => describeAnswer(answer, style),
    exit: answer.valid ? 0 : 1,
  };
}

/** What is too long to be a token is cut: it is malformed either way. */
async function readToken(cli: Cli): Promise<string> {
  if (cli.pipedInput.isConnected()) {
    const piped = await cli.pipedInput.readSecret();
    return piped.expose().slice(0, TOKEN_MAX_LENGTH + 1);
  }
  if (!cli.terminal.canAsk()) {
    throw new KeywrightError('usage/missing-input', 'A key is needed, and none was given', {
      hint: 'Pipe it to standard input: `keywright verify < FILE`.',
    });
  }
  const typed = await cli.terminal.askSecret('Key to verify');
  return typed.expose().slice(0, TOKEN_MAX_LENGTH + 1);
}

/** A plain permission, or JSON where the text begins with a brace. */
function readPermission(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new KeywrightError('usage/invalid-permission', '--permission: not valid JSON');
  }
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
