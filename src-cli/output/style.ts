/** Colour and emphasis for one stream; honours NO_COLOR, FORCE_COLOR and whether the stream is a terminal. */
import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

/** The environment wins over the stream: NO_COLOR takes colour away, FORCE_COLOR puts it on. */
export function createStyle(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  const isColoured = wantsColour(stream.isTTY === true, env);
  const paint =
    (format: Format) =>
    (text: string): string =>
      isColoured ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: paint('bold'),
    faint: paint('dim'),
    good: paint('green'),
    warn: paint('yellow'),
    bad: paint('red'),
  };
}

function wantsColour(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
