/** `tour`: the main job from vault to audit log on a throwaway vault, with each command line and its real result. */
import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { runTour } from '../tour/run-tour.ts';
import { TourFailure } from '../tour/stage.ts';
import { addExamples } from './command-help.ts';

interface TourCommandOptions {
  readonly pause?: boolean;
}

export function addTourCommand(program: Command, run: Run): void {
  const command = program
    .command('tour')
    .description('see everything work on a throwaway vault, which is gone afterwards')
    .option('--pause', 'wait for Enter between chapters')
    .action(run<TourCommandOptions>(tour));
  addExamples(command, ['keywright tour', 'keywright tour --pause']);
}

async function tour(
  cli: Cli,
  _args: readonly string[],
  options: TourCommandOptions,
): Promise<Answer> {
  try {
    const steps = await runTour(cli, { isPaused: options.pause === true });
    return {
      json: { ok: true, steps },
      text: () =>
        '\nThat was everything; the throwaway vault is gone. Start yours with: keywright init',
    };
  } catch (error) {
    if (!(error instanceof TourFailure)) throw error;
    return {
      json: { ok: false, why: error.message },
      text: (style) => `\n${style.bad('The tour stopped')}: ${error.message}`,
      exit: 1,
    };
  }
}
