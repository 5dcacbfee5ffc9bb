/**
 * The rows of the list: what the engine answered, made ready for searching once, then ordered for each look. Pure, and quick enough for
 * 100,000 rows.
 */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { type EntryTerm, parseEntryTerms, searchText } from '../../src-shared/query/entry-query.ts';
import type { CatalogSection } from './catalog-section.ts';
import { isDue } from './due.ts';

export interface Row {
  readonly id: string;
  readonly view: EntryView;
  readonly text: string;
}

export const SORTS = ['name', 'used', 'expires', 'rotated'] as const;
export type SortBy = (typeof SORTS)[number];

export interface Order {
  readonly by: SortBy;
  readonly isReversed: boolean;
}

/** In the order of the views. */
export function makeRows(views: readonly EntryView[]): Row[] {
  return views.map((view) => ({ id: rowId(view), view, text: searchText(view) }));
}

/** The entry's id; the key's, where the vault has no copy of it. */
export function rowId(view: EntryView): string {
  return view.entryId ?? view.keyId ?? '';
}

/** What the small key of a row is drawn from. */
export function bittingId(view: EntryView): string {
  return view.versionId ?? rowId(view);
}

interface DueWhen {
  readonly leadDays: readonly number[];
  readonly nowMs: number;
}

export function rowsOfSection(
  rows: readonly Row[],
  section: CatalogSection,
  { leadDays, nowMs }: DueWhen,
): readonly Row[] {
  if (section === 'all' || section === 'trash') return rows;
  return rows.filter(({ view }) => {
    if (section === 'issued') return view.keyId !== null;
    if (section === 'third-party') return view.keyId === null;
    return section !== 'due' || isDue(view, leadDays, nowMs);
  });
}

/** Of the query being typed: an operator whose value is still missing counts as not there. Throws what parseEntryTerms throws. */
export function typedTerms(query: string): readonly EntryTerm[] {
  return parseEntryTerms(query.replace(/(^|\s)[a-z]+:<?$/, ''));
}

const INSTANTS = {
  expires: (view: EntryView) => view.expiresAtMs,
  rotated: (view: EntryView) => view.rotatedAtMs,
  used: (view: EntryView) => view.lastUsedAtMs,
} as const;

/** Expiry soonest first, use latest first, rotation oldest first; what has no such time comes last, either way round. */
export function orderRows(rows: readonly Row[], { by, isReversed }: Order): readonly Row[] {
  if (by === 'name') return isReversed ? rows.toReversed() : rows;
  const pick = INSTANTS[by];
  const sign = (by === 'used') === isReversed ? 1 : -1;
  const timed: { readonly row: Row; readonly atMs: number }[] = [];
  const timeless: Row[] = [];
  for (const row of rows) {
    const atMs = pick(row.view);
    if (atMs === null) timeless.push(row);
    else timed.push({ row, atMs });
  }
  timed.sort((a, b) => sign * (a.atMs - b.atMs));
  return [...timed.map(({ row }) => row), ...timeless];
}

/** The tags that most rows have, with those first that the most have. */
export function commonTags(rows: readonly Row[], count: number): string[] {
  const counts = new Map<string, number>();
  for (const { view } of rows) {
    for (const tag of view.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const byCount = [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'));
  return byCount.slice(0, count).map(([tag]) => tag);
}

/** Puts `tag:x` into the query, or takes it out. */
export function toggleTag(query: string, tag: string): string {
  const parts = partsOf(query);
  const word = tagWord(tag);
  return (parts.includes(word) ? parts.filter((part) => part !== word) : [...parts, word]).join(
    ' ',
  );
}

export function hasTag(query: string, tag: string): boolean {
  return partsOf(query).includes(tagWord(tag));
}

function partsOf(query: string): readonly string[] {
  return query.match(/"[^"]*"|\S+/g) ?? [];
}

function tagWord(tag: string): string {
  return `tag:${tag.toLowerCase()}`;
}
