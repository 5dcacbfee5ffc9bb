import type { HeaderLists } from './web-request.ts';

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export function toLists(entries: Iterable<HeaderEntry>): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const { name, value } of entries) lists[name] = [...(lists[name] ?? []), value];
  return lists;
}

export function toEntries(lists: HeaderLists): HeaderEntry[] {
  return Object.entries(lists).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  );
}
