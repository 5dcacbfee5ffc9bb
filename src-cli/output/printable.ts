/** Text of others on a terminal: control characters and direction marks could move the cursor or hide what a line says. */
const UNSAFE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The text on one line, with every unsafe character as `?`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, '?');
}
