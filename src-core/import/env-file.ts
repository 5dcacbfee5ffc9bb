/**
 * Reads a .env file line by line, keeping what a loader would silently lose: line numbers, comments, duplicates and broken lines.
 * Accepts what dotenv files use: `export`, single, double and back quotes (also over several lines), `#` comments after a space.
 * Nothing is expanded but \n, \r and \t in double quotes. Refuses nothing by throwing: a line that cannot be read is a problem.
 */

export interface EnvAssignment {
  readonly kind: 'assignment';
  /** 1-based line on which the name stands. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
  /** What stood behind the value and is not part of it; null where there was none. */
  readonly comment: string | null;
}

export interface EnvProblem {
  readonly kind: 'problem';
  readonly line: number;
  /** What is wrong, without the line's text: it may hold a secret. */
  readonly why: string;
}

export type EnvLine = EnvAssignment | EnvProblem;

const ASSIGNMENT = /^\s*(?:export\s+)?([^\s=]+)\s*=[^\S\n]*/;
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;
const QUOTES = new Set(["'", '"', '`']);
const REST = /^[^\S\n]*(?:#(.*))?$/;

/** Assignments and problems in order; blank and comment lines are left out. */
export function parseEnvFile(text: string): EnvLine[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const read: EnvLine[] = [];
  let index = 0;
  while (index < lines.length) {
    const { found, lineCount } = readLine(lines, index);
    if (found !== null) read.push(found);
    index += lineCount;
  }
  return read;
}

interface ReadLine {
  /** Null: blank or a comment. */
  readonly found: EnvLine | null;
  readonly lineCount: number;
}

function readLine(lines: readonly string[], index: number): ReadLine {
  const text = lines[index] ?? '';
  const line = index + 1;
  const problem = (why: string): ReadLine => ({
    found: { kind: 'problem', line, why },
    lineCount: 1,
  });
  if (/^\s*(#|$)/.test(text)) return { found: null, lineCount: 1 };
  const match = ASSIGNMENT.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return problem('not of the form NAME=value');
  if (!NAME.test(name)) return problem('the name has characters that no shell accepts');
  const rest = text.slice(match[0].length);
  const quote = rest.charAt(0);
  if (!QUOTES.has(quote)) {
    return { found: { kind: 'assignment', line, name, ...plainValue(rest) }, lineCount: 1 };
  }
  const quoted = quotedValue(lines, index, match[0].length);
  if (quoted === null) return problem('a quote is not closed, or something stands behind it');
  const { value, comment, lineCount } = quoted;
  return { found: { kind: 'assignment', line, name, value, comment }, lineCount };
}

/** Without quotes a comment begins at a `#` behind a space; `a#b` is kept whole. */
function plainValue(rest: string): { value: string; comment: string | null } {
  const comment = /(?:^|\s)#(.*)$/.exec(rest);
  const end = comment === null ? rest.length : comment.index;
  return { value: rest.slice(0, end).trim(), comment: comment?.[1]?.trim() ?? null };
}

interface QuotedValue {
  readonly value: string;
  readonly comment: string | null;
  readonly lineCount: number;
}

/**
 * The text from the quote at `start` of line `first` up to the closing one, which only a comment may follow; null where there is none.
 * A line that holds the same quote ends the search, so that a file of unclosed quotes is read in one pass.
 */
function quotedValue(lines: readonly string[], first: number, start: number): QuotedValue | null {
  const quote = lines[first]?.charAt(start) ?? '';
  const parts: string[] = [];
  for (let index = first; index < lines.length; index += 1) {
    const line = index === first ? (lines[index] ?? '').slice(start + 1) : (lines[index] ?? '');
    const end = closingQuote(line, quote);
    if (end === -1) {
      parts.push(line);
      continue;
    }
    const after = REST.exec(line.slice(end + 1));
    if (after === null) return null;
    const raw = [...parts, line.slice(0, end)].join('\n');
    return {
      value: quote === '"' ? expandEscapes(raw) : raw,
      comment: after[1]?.trim() ?? null,
      lineCount: index - first + 1,
    };
  }
  return null;
}

/** In double quotes a backslash keeps the character behind it from closing. */
function closingQuote(line: string, quote: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === quote) return at;
    if (quote === '"' && line[at] === '\\') at += 1;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

function expandEscapes(raw: string): string {
  return raw.replace(/\\(.)/g, (whole, escaped: string) => ESCAPES[escaped] ?? whole);
}
