/** The same form of help everywhere: what the command does, then examples that can be copied. */
import type { Command } from 'commander';

/** Each example is a whole line as typed, with what it does behind a `#` where that is not plain. */
export function addExamples(command: Command, examples: readonly string[]): Command {
  const lines = examples.map((line) => `  $ ${line}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** Collects a repeatable option in the order given. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
