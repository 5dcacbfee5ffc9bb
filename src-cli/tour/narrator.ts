/** How the tour looks: numbered chapters, the command line as typed, and its real result beside a bar. */
import type { Style } from '../output/style.ts';
import type { FinishedCommand } from './program-runner.ts';

export interface Narrator {
  /** A new chapter; waits for Enter first where the person asked for pauses. */
  chapter(title: string, says: string): Promise<void>;
  command(line: string): void;
  result(done: FinishedCommand, maxLines?: number): void;
  fact(text: string): void;
}

interface NarratorOptions {
  readonly style: Style;
  readonly print: (line: string) => void;
  readonly pause: () => Promise<void>;
}

export function createNarrator({ style, print, pause }: NarratorOptions): Narrator {
  let chapters = 0;
  const bar = (text: string): void => print(`   ${style.faint('│')} ${text}`);
  return {
    async chapter(title, says) {
      if (chapters > 0) await pause();
      chapters += 1;
      print('');
      print(style.strong(`${String(chapters).padStart(2)} ${title}`));
      print(`   ${style.faint(says)}`);
    },
    command: (line) => print(`\n   ${style.good('$')} ${line}`),
    result({ stdout, stderr }, maxLines) {
      const lines = linesOf(stdout);
      for (const line of lines.slice(0, maxLines)) bar(line);
      if (maxLines !== undefined && lines.length > maxLines) {
        bar(style.faint(`… ${lines.length - maxLines} more lines`));
      }
      for (const line of linesOf(stderr)) bar(style.faint(line));
    },
    fact: bar,
  };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.trimEnd().split('\n');
}
