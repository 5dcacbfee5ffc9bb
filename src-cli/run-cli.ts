/** Runs one command line from arguments to exit code. The only place where an exit code is decided and a failure is printed. */
import { CommanderError } from 'commander';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { Cli, Run } from './cli.ts';
import { writeCrashLog } from './crash-log.ts';
import { describeFailure, internalFailure } from './failure.ts';
import { refuseKeysInArguments } from './input/argument-guard.ts';
import { createOutput, type Output, type OutputStreams } from './output/output.ts';
import { createProgram, type GlobalOptions } from './program.ts';

export interface CliProcess extends OutputStreams {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  readonly version: string;
  readonly clock: Clock;
  readonly createCli: (options: GlobalOptions, output: Output) => Promise<Cli>;
}

/** Exit code of the command line `argv` (without node and script). Prints; never throws. */
export async function runCli(argv: readonly string[], host: CliProcess): Promise<number> {
  const early = createOutput(host, earlyOptions(argv), host.env);
  const outcome = { exit: 0, command: '' };
  try {
    refuseKeysInArguments(argv);
    const program = createProgram({ run: makeRun(host, outcome), host, isJson: early.isJson });
    await program.parseAsync([...argv], { from: 'user' });
    return outcome.exit;
  } catch (error) {
    return reportError(error, { output: early, host, command: outcome.command });
  } finally {
    await early.flush();
  }
}

interface Outcome {
  exit: number;
  command: string;
}

function makeRun(host: CliProcess, outcome: Outcome): Run {
  return (action) =>
    async (...parameters) => {
      const command = parameters.at(-1) as CommandLike;
      const options = parameters.at(-2);
      outcome.command = commandPath(command);
      const globals: GlobalOptions = command.optsWithGlobals();
      const cli = await host.createCli(
        globals,
        createOutput(host, outputOptions(globals), host.env),
      );
      const args = parameters
        .slice(0, -2)
        .flat()
        .filter((value) => typeof value === 'string');
      const answer = await action(cli, args, options as never);
      if (answer === null) return;
      cli.output.answer(answer);
      outcome.exit = answer.exit ?? 0;
    };
}

interface CommandLike {
  name(): string;
  readonly parent: CommandLike | null;
  optsWithGlobals(): GlobalOptions;
}

function commandPath(command: CommandLike): string {
  const above = command.parent === null ? '' : `${commandPath(command.parent)} `;
  return `${above}${command.name()}`;
}

interface FailedRun {
  readonly output: Output;
  readonly host: CliProcess;
  readonly command: string;
}

function reportError(error: unknown, run: FailedRun): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const failure =
    describeFailure(error) ??
    internalFailure(
      writeCrashLog(run.host.logFile, {
        command: run.command,
        atMs: run.host.clock.nowMs(),
        error,
      }),
    );
  const isHelpShown = error instanceof CommanderError && error.code === 'commander.help';
  if (!isHelpShown || run.output.isJson) run.output.failure(failure);
  return failure.exit;
}

function outputOptions(globals: GlobalOptions): { isJson: boolean; isQuiet: boolean } {
  return { isJson: globals.json === true, isQuiet: globals.quiet === true };
}

/** Read before parsing, so that a usage error has the right form too. */
function earlyOptions(argv: readonly string[]): { isJson: boolean; isQuiet: boolean } {
  const end = argv.indexOf('--');
  const flags = end === -1 ? argv : argv.slice(0, end);
  return { isJson: flags.includes('--json'), isQuiet: false };
}
