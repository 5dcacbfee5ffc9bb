/** Compares printed lines with expected ones that hold placeholders. */

/** What was bound by `{{kind:NAME}}` so far. */
export type Bindings = Map<string, string>;

const BASE62_ID = '[0-9A-Za-z]{22}';
const KINDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['key', 'api', 'own', 'rol', 'ent', 'evt', 'vlt', 'sto', 'dec'].map((kind) => [
      kind,
      `${kind}_${BASE62_ID}`,
    ]),
  ),
  version: '[0-9A-Za-z]{12}',
  token: '[a-z][a-z0-9]{1,15}_[a-z][a-z0-9]{1,11}_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}',
  recovery: '[0-9A-Z]{4}(?:-[0-9A-Z]{1,4}){12,14}',
  time: '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z',
  ago: '(?:now|\\d+[smhdy] ago|in \\d+[smhdy])',
  date: '\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}Z',
  int: '\\d+',
  any: '.*?',
};

/** What differs, in words; null where the lines fit. Binds what they name. */
export function findMismatch(
  expected: readonly string[],
  printed: readonly string[],
  bindings: Bindings,
): string | null {
  let at = 0;
  for (const [index, line] of expected.entries()) {
    if (line === '...') {
      const next = expected[index + 1];
      if (next === undefined) return null;
      while (at < printed.length && !matchLine(next, printed[at] ?? '', bindings)) at += 1;
      continue;
    }
    const actual = printed[at];
    if (actual === undefined) return `missing: ${line}`;
    if (!matchLine(line, actual, bindings)) return `expected: ${line}\n     got: ${actual}`;
    at += 1;
  }
  const extra = printed[at];
  return extra === undefined ? null : `not expected: ${extra}`;
}

function matchLine(expected: string, actual: string, bindings: Bindings): boolean {
  const names: string[] = [];
  const source = narrow(expected)
    .split(/(\{\{[^}]+\}\})/)
    .map((part) => (part.startsWith('{{') ? placeholder(part, names, bindings) : escape(part)))
    .join('');
  const match = new RegExp(`^${source}$`).exec(narrow(actual));
  if (match === null) return false;
  for (const [index, name] of names.entries()) bind(name, match[index + 1] ?? '', bindings);
  return true;
}

/** A token also binds the version id inside it, as `NAME.version`. */
function bind(name: string, text: string, bindings: Bindings): void {
  bindings.set(name, text);
  const [, , version, secret] = text.split('_');
  if (version !== undefined && secret !== undefined) bindings.set(`${name}.version`, version);
}

/** Columns move with the width of what stands in them, so any gap counts as two spaces; the table has tests of its own. */
function narrow(line: string): string {
  return line.replace(/ {2,}/g, '  ').trimEnd();
}

function placeholder(part: string, names: string[], bindings: Bindings): string {
  const [kind = '', name] = part.slice(2, -2).split(':');
  const bound = bindings.get(name ?? kind);
  if (bound !== undefined) return escape(bound);
  const pattern = KINDS[kind];
  if (pattern === undefined) throw new Error(`${part} is neither a kind nor bound`);
  if (name === undefined) return `(?:${pattern})`;
  names.push(name);
  return `(${pattern})`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The command line with everything that is bound put in. */
export function fillIn(command: string, bindings: Bindings): string {
  return command.replace(/\{\{([^}]+)\}\}/g, (whole, name: string) => bindings.get(name) ?? whole);
}
