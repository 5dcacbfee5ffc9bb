/** `serve`: the verification server on loopback, until SIGINT or SIGTERM. The first line on standard output says where. */
import { type Command, InvalidArgumentError } from 'commander';
import { parseEnvironment } from '../../src-shared/model/names.ts';
import type { RunningServer } from '../backend/backends.ts';
import type { Cli, Run } from '../cli.ts';
import { addExamples, collect } from './command-help.ts';

interface ServeCommandOptions {
  readonly port: number;
  readonly env: readonly string[];
  readonly dev?: boolean;
  readonly requireToken?: boolean;
  readonly strict?: boolean;
}

const DEFAULT_PORT = 4280;

export function addServeCommand(program: Command, run: Run): void {
  const command = program
    .command('serve')
    .description('verify keys over HTTP on this machine; needs no unlocked vault')
    .option('--port <port>', '0 for a free one', readPort, DEFAULT_PORT)
    .option('--env <name>', 'accept keys of this environment only; repeatable', collect, [])
    .option('--dev', 'on a throwaway store with one test key, printed once and gone at the end')
    .option('--require-token', 'callers need the server token even to verify')
    .option('--strict', 'on a shared store: ask it at every verification')
    .action(run<ServeCommandOptions>(serve));
  addExamples(command, [
    'keywright serve',
    'keywright serve --port 0 --env live --json',
    'keywright serve --dev   # try it: nothing is kept',
    'keywright serve --store postgres://keywright@127.0.0.1/keywright',
  ]);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('It is 0 to 65535.');
  return port;
}

async function serve(
  cli: Cli,
  _args: readonly string[],
  options: ServeCommandOptions,
): Promise<null> {
  const stop = cli.signals.claim();
  const serveOptions = {
    port: options.port,
    environments: options.env.map(parseEnvironment),
    isTokenRequired: options.requireToken === true,
    isStrict: options.strict === true,
  };
  const running =
    options.dev === true
      ? await startDev(cli, serveOptions)
      : await cli.backends.startServer(serveOptions);
  if (options.dev !== true) announce(cli, running);
  const signal = await stop;
  cli.output.note(`${signal}: ending the requests that run`);
  await running.close();
  cli.output.note('Stopped');
  return null;
}

async function startDev(
  cli: Cli,
  options: Parameters<Cli['backends']['startServer']>[0],
): Promise<RunningServer> {
  const dev = await cli.backends.startDevServer(options);
  cli.output.line(
    {
      url: dev.url,
      pid: process.pid,
      dev: {
        api: dev.api,
        environment: dev.environment,
        keyId: dev.keyId,
        versionId: dev.versionId,
        token: dev.token,
      },
    },
    dev.url,
  );
  if (!cli.output.isJson) cli.output.line({}, dev.token);
  cli.output.note(
    `A throwaway store with the API "${dev.api}"; the second line is its one test key (${dev.environment}). Both are gone when you stop.`,
  );
  cli.output.note(curlOf(dev.url));
  return dev;
}

function announce(cli: Cli, running: RunningServer): void {
  cli.output.line({ url: running.url, pid: process.pid }, running.url);
  cli.output.note(`Serving on ${running.url}; Ctrl+C stops it`);
  cli.output.note(curlOf(running.url));
}

function curlOf(url: string): string {
  return `Try it: curl -s ${url}/v1/verify -H 'content-type: application/json' -d '{"token":"…"}'`;
}
