/** `completion`: a script that completes commands and options in a shell. */
import { Argument, type Command } from 'commander';
import type { Run } from '../cli.ts';
import { completionScript, SHELLS, type Shell } from '../completion/shell-completion.ts';
import { addExamples } from './command-help.ts';

export function addCompletionCommand(program: Command, run: Run): void {
  const command = program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action(
      run(async (_cli, [shell]) => {
        const script = completionScript(program, shell as Shell);
        return { json: { shell, script }, text: () => script };
      }),
    );
  addExamples(command, [
    'keywright completion bash > ~/.local/share/bash-completion/completions/keywright',
    'keywright completion fish > ~/.config/fish/completions/keywright.fish',
  ]);
}
