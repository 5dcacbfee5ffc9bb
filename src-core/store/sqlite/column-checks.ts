/** The CHECK expressions that the schema repeats, as SQL text for one column each. */

/** `kind_` and 22 base62 characters. */
export function hasId(column: string, kind: string): string {
  const body = `substr(${column}, ${kind.length + 2})`;
  return `length(${column}) = ${kind.length + 23} AND ${column} GLOB '${kind}_*' AND ${body} NOT GLOB '*[^0-9A-Za-z]*'`;
}

/** Names of APIs and roles, as parseSlug accepts them. */
export function hasSlug(column: string): string {
  return `length(${column}) BETWEEN 1 AND 64 AND ${column} GLOB '[a-z0-9]*' AND ${column} NOT GLOB '*[^a-z0-9._-]*'`;
}

/** A lower-case letter, then lower-case letters and digits: prefixes and environments. */
export function isLabel(column: string, maxLength: number): string {
  return `length(${column}) BETWEEN 2 AND ${maxLength} AND ${column} GLOB '[a-z]*' AND ${column} NOT GLOB '*[^a-z0-9]*'`;
}

export function isJsonList(column: string): string {
  return `json_valid(${column}) AND json_type(${column}) = 'array'`;
}

/** `_`, 12 base62 characters, `_`, 49 base62 characters anywhere in the text: the tail of every token (docs/key-format.md). */
const TOKEN_TAIL = `*_${'[0-9A-Za-z]'.repeat(12)}_${'[0-9A-Za-z]'.repeat(49)}*`;

/** Null passes, as a CHECK that is null does. */
export function holdsNoRawKey(column: string): string {
  return `${column} NOT GLOB '${TOKEN_TAIL}'`;
}
