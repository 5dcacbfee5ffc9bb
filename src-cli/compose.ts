/**
 * Builds the terminal from the real system; the only file here that reaches for the process, its streams and its environment.
 * What stands behind the commands is loaded when one runs: help and usage errors need none of it.
 */
import { fileURLToPath } from 'node:url';
import { resolvePlaces } from '../src-core/places/places.ts';
import { systemClock } from '../src-core/runtime/clock.ts';
import { localActor } from '../src-core/runtime/local-actor.ts';
import { systemRandom } from '../src-core/runtime/random.ts';
import type { Backends } from './backend/backends.ts';
import type { Cli } from './cli.ts';
import { createPipedInput } from './input/piped-input.ts';
import { createTerminal } from './input/terminal.ts';
import type { Output } from './output/output.ts';
import type { GlobalOptions } from './program.ts';
import type { CliProcess } from './run-cli.ts';
import type { Signals } from './signals.ts';
import { readVersion } from './version.ts';

/** What one run of the program needs of the process it runs in. */
export function composeCli(host: NodeJS.Process, signals: Signals): CliProcess {
  const { env, stdout, stderr } = host;
  const places = resolvePlaces(env, host.platform);
  const version = readVersion();
  return {
    stdout,
    stderr,
    env,
    version,
    logFile: places.logFile,
    clock: systemClock,
    createCli: async (options, output) => ({
      ...answersOf(host, options, output),
      signals,
      places,
      env,
      clock: systemClock,
      random: systemRandom,
      actor: localActor(),
      pipedInput: createPipedInput(host.stdin),
      program: [host.execPath, host.argv[1] ?? fileURLToPath(import.meta.url)],
      backends: await loadBackends(host, { version, storeUrl: options.store ?? null }),
    }),
  };
}

type Answers = Pick<
  Cli,
  'output' | 'terminal' | 'passwordFile' | 'isInputAllowed' | 'isInteractive' | 'isYes'
>;

function answersOf(host: NodeJS.Process, options: GlobalOptions, output: Output): Answers {
  const isInputAllowed = options.input !== false;
  const terminal = createTerminal({ isInputAllowed });
  return {
    output,
    terminal,
    isInputAllowed,
    isInteractive: isInputAllowed && host.stdin.isTTY === true && host.stderr.isTTY === true,
    isYes: options.yes === true,
    passwordFile: options.passwordFile ?? nonEmpty(host.env.KEYWRIGHT_PASSWORD_FILE),
  };
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

interface Asked {
  readonly version: string;
  /** Of --store; null: not given. */
  readonly storeUrl: string | null;
}

async function loadBackends(host: NodeJS.Process, asked: Asked): Promise<Backends> {
  const { composeBackends } = await import('./backend/compose-backends.ts');
  const { env, platform, execPath: nodeFile } = host;
  return composeBackends({ env, platform, nodeFile, ...asked });
}
