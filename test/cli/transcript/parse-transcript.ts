/**
 * Transcripts: what a person types and what the program answers, as one text.
 *
 *   # a comment
 *   $ keywright list          a command line, run by a shell
 *   > NAME …                  the lines it must print on standard output
 *   2> keywright: …           the lines it must print on standard error
 *   => 2                      its exit code; left out: 0
 *   -- notes.env --           from here to the next such line: a file that lies there from the start
 *
 * `{{kind}}` matches something of that kind; `{{kind:NAME}}` also remembers it, and must match the same text wherever it stands again,
 * in expectations and, as `{{NAME}}`, in command lines. A line `...` matches any lines.
 */

export interface TranscriptStep {
  readonly line: number;
  readonly command: string;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly exit: number;
}

export interface Transcript {
  readonly steps: readonly TranscriptStep[];
  readonly files: ReadonlyMap<string, string>;
}

interface OpenStep {
  line: number;
  command: string;
  stdout: string[];
  stderr: string[];
  exit: number;
}

export function parseTranscript(text: string): Transcript {
  const steps: OpenStep[] = [];
  const files = new Map<string, string>();
  let fileName: string | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^-- (\S+) --$/.exec(line);
    if (header !== null) {
      fileName = header[1] ?? '';
      files.set(fileName, '');
    } else if (fileName !== null) {
      files.set(fileName, `${files.get(fileName) ?? ''}${line}\n`);
    } else {
      readLine(line, index + 1, steps);
    }
  }
  return { steps, files };
}

function readLine(line: string, number: number, steps: OpenStep[]): void {
  if (line === '' || line.startsWith('#')) return;
  const [mark = ''] = line.split(' ', 1);
  const rest = line.slice(mark.length + 1);
  const step = steps.at(-1);
  if (mark === '$') {
    steps.push({ line: number, command: rest, stdout: [], stderr: [], exit: 0 });
    return;
  }
  if (step === undefined) throw new Error(`line ${number}: nothing was run yet`);
  if (mark === '>') step.stdout.push(rest);
  else if (mark === '2>') step.stderr.push(rest);
  else if (mark === '=>') step.exit = Number(rest);
  else throw new Error(`line ${number}: begins with none of $ > 2> => #`);
}
