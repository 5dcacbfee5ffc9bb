/** A span of time as the value of a list: its milliseconds, or `never`. */
export function msOrNever(value: string): number | null {
  return value === 'never' ? null : Number(value);
}
