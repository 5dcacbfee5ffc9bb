/**
 * Masks the string values of named JSON properties in a text, also where the JSON was itself put into a string, once or more: the
 * quotes that delimit the value then carry backslashes, and so do those inside it, only more.
 */

/**
 * Replaces each value. `name` matches from the property's name to the opening quote of its value, and captures the backslashes in
 * front of its quotes.
 */
export function maskProperties(text: string, name: RegExp, mask: string): string {
  const parts: string[] = [];
  let doneTo = 0;
  name.lastIndex = 0;
  for (let match = name.exec(text); match !== null; match = name.exec(text)) {
    const start = match.index + match[0].length;
    const depth = match[1]?.length ?? 0;
    const end = endOfValue(text, start, depth);
    parts.push(text.slice(doneTo, start), mask, '\\'.repeat(end.isClosed ? depth : 0));
    doneTo = end.quoteAt;
    name.lastIndex = end.quoteAt;
  }
  parts.push(text.slice(doneTo));
  return parts.join('');
}

interface ValueEnd {
  /** Index of the closing quote, or the end of the text. */
  readonly quoteAt: number;
  /** The quote is the value's own: its backslashes were part of the text that is replaced. */
  readonly isClosed: boolean;
}

function endOfValue(text: string, start: number, depth: number): ValueEnd {
  let from = start;
  for (;;) {
    const quoteAt = text.indexOf('"', from);
    if (quoteAt === -1) return { quoteAt: text.length, isClosed: false };
    const slashes = countSlashesBefore(text, quoteAt, from);
    if (isClosing(slashes, depth)) return { quoteAt, isClosed: slashes >= depth };
    from = quoteAt + 1;
  }
}

function countSlashesBefore(text: string, index: number, from: number): number {
  let count = 0;
  while (index - count > from && text.charAt(index - count - 1) === '\\') count += 1;
  return count;
}

/**
 * A delimiter has `depth` backslashes; whatever stands before those is backslashes of the value, in units of depth + 1 each: an even
 * number of units is text, an odd one escapes the quote. Fewer than `depth`: a string around this one ends here.
 */
function isClosing(slashes: number, depth: number): boolean {
  return slashes < depth || Math.floor((slashes - depth) / (depth + 1)) % 2 === 0;
}
