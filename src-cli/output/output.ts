/**
 * Everything the command prints. With --json standard output holds exactly one object (streams: one a line), errors too; without it
 * data goes to standard output, and every other line to standard error, begun with `keywright:` or `hint:`.
 */
import type { Answer, JsonObject } from '../answer.ts';
import type { Failure } from '../failure.ts';
import { printable } from './printable.ts';
import { createStyle, type Style } from './style.ts';

export interface OutputStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

interface OutputOptions {
  readonly isJson: boolean;
  readonly isQuiet: boolean;
}

export interface Output {
  readonly isJson: boolean;
  answer(answer: Answer): void;
  /** One more object of a stream, or one more line for people. */
  line(json: JsonObject, text: string): void;
  failure(failure: Failure): void;
  /** A line on standard error; left out with --quiet and with --json. */
  note(text: string): void;
  /** As note, but shown with --quiet and --json too: the person may lose something by not knowing. */
  warn(text: string): void;
  /** Resolves when standard output has taken everything. */
  flush(): Promise<void>;
}

export function createOutput(
  streams: OutputStreams,
  options: OutputOptions,
  env: Readonly<Record<string, string | undefined>>,
): Output {
  const { stdout, stderr } = streams;
  const style: Style = createStyle(stdout, env);
  const errStyle: Style = createStyle(stderr, env);
  const print = (text: string): void => {
    stdout.write(`${text}\n`);
  };
  const tell = (text: string): void => {
    stderr.write(`${errStyle.strong('keywright:')} ${text}\n`);
  };
  const note = (text: string): void => {
    if (!options.isQuiet && !options.isJson) tell(printable(text));
  };
  return {
    isJson: options.isJson,
    answer(answer) {
      if (options.isJson) return print(JSON.stringify({ v: 1, ...answer.json }));
      const text = answer.text(style);
      if (text !== '') print(text);
      for (const line of answer.notes ?? []) note(line);
    },
    line(json, text) {
      if (options.isJson) print(JSON.stringify({ v: 1, ...json }));
      else print(text);
    },
    failure({ code, message, hint }) {
      if (options.isJson) return print(JSON.stringify({ v: 1, error: { code, message, hint } }));
      tell(errStyle.bad(printable(message)));
      if (hint !== null) stderr.write(`${errStyle.strong('hint:')} ${printable(hint)}\n`);
    },
    note,
    warn: (text) => tell(errStyle.warn(printable(text))),
    flush: () => new Promise((resolve) => stdout.write('', () => resolve())),
  };
}
