/** The CHECK expressions that the schema repeats, as SQL text for one column each. Null passes, as a CHECK that is null does. */

/** `kind_` and 22 base62 characters. */
export function hasId(column: string, kind: string): string {
  return `${column} ~ '^${kind}_[0-9A-Za-z]{22}$'`;
}

/** Names of APIs and roles, as parseSlug accepts them. */
export function hasSlug(column: string): string {
  return `${column} ~ '^[a-z0-9][a-z0-9._-]{0,63}$'`;
}

/** A lower-case letter, then lower-case letters and digits: prefixes and environments. */
export function isLabel(column: string, maxLength: number): string {
  return `${column} ~ '^[a-z][a-z0-9]{1,${maxLength - 1}}$'`;
}

/** A text that is no JSON at all is refused by the cast. */
export function isJsonList(column: string): string {
  return `jsonb_typeof(${column}::jsonb) = 'array'`;
}

/** `_`, 12 base62 characters, `_`, 49 base62 characters anywhere in the text: the tail of every token (docs/key-format.md). */
export function holdsNoRawKey(column: string): string {
  return `${column} !~ '_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}'`;
}
