/** Remembers what texts were read as: many keys hold the same permissions and limits. Past the bound the oldest text is forgotten. */

/** `parse` must depend on the text alone, and what it returns is shared by all who ask. What it throws is thrown, and not remembered. */
export function rememberParsed<Value>(
  parse: (text: string) => Value,
  maxTexts: number,
): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const value = parse(text);
    const oldest = known.keys().next().value;
    if (known.size >= maxTexts && oldest !== undefined) known.delete(oldest);
    known.set(text, value);
    return value;
  };
}
