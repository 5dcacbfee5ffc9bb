/** Shortens hostile or accidental input before a message quotes it: 40 characters, control characters as `?`. */
export function clip(text: string): string {
  const printable = text.replace(/\p{C}/gu, '?');
  return printable.length > 40 ? `${printable.slice(0, 40)}…` : printable;
}
