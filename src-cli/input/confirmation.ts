/** "Really?", for what cannot be undone. Asked only where a person watches: a script that gave the command has decided already. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Cli } from '../cli.ts';

/** Throws internal/interrupted where the person says no. */
export async function confirmOrStop(cli: Cli, question: string): Promise<void> {
  if (cli.isYes || !cli.isInteractive) return;
  if (await cli.terminal.confirm(question)) return;
  throw new KeywrightError('internal/interrupted', 'Stopped; nothing was changed');
}
