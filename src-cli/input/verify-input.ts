/** What `verify` and `explain` ask with: the same options, and a key that comes from anywhere but the command line. */
import type { Command } from 'commander';
import type { VerifyRequest } from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { TOKEN_MAX_LENGTH } from '../../src-shared/key-format/token.ts';
import { parsePermissionQuery } from '../../src-shared/permission/permission-query.ts';
import type { Cli } from '../cli.ts';
import { collect } from '../commands/command-help.ts';
import { readSecretFile } from './secret-file.ts';

export interface VerifyOptions {
  readonly api?: string;
  readonly env?: string;
  readonly permission: readonly string[];
  readonly keyFile?: string;
}

export function addVerifyOptions(command: Command): Command {
  return command
    .option('--api <api>', 'accept keys of this API only')
    .option('--env <name>', 'accept keys of this environment only')
    .option(
      '--permission <ask>',
      'what the key must be allowed to; repeatable, all are needed; or JSON of all, any and not',
      collect,
      [],
    )
    .option('--key-file <file>', 'read the key from a file instead of standard input');
}

/** Reads the key last: what is wrong with an option is said before anything is asked. */
export async function readVerifyRequest(
  cli: Cli,
  command: 'verify' | 'explain',
  options: VerifyOptions,
): Promise<VerifyRequest> {
  const permissions = options.permission.map(readPermission);
  if (permissions.length > 0) parsePermissionQuery(permissions);
  const { keyFile } = options;
  const token =
    keyFile === undefined
      ? await readToken(cli, command)
      : (await readSecretFile(keyFile, '--key-file')).text.expose();
  return {
    token: token.slice(0, TOKEN_MAX_LENGTH + 1),
    ...(options.api === undefined ? {} : { api: options.api }),
    ...(options.env === undefined ? {} : { environment: options.env }),
    ...(permissions.length === 0 ? {} : { permissions }),
  };
}

async function readToken(cli: Cli, command: string): Promise<string> {
  if (cli.pipedInput.isConnected()) return (await cli.pipedInput.readSecret()).expose();
  if (!cli.terminal.canAsk()) {
    throw new KeywrightError('usage/missing-input', 'A key is needed, and none was given', {
      hint: `Pipe it to standard input: \`keywright ${command} < FILE\`.`,
    });
  }
  return (await cli.terminal.askSecret(`Key to ${command}`)).expose();
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
