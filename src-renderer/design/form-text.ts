/** What was typed into a field of a form, as it is; empty where there is no such field. */
export function typedIn(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
