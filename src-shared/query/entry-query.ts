/**
 * The search language of lists: words match name, tags, url and masked key; `tag:`, `env:`, `kind:`, `status:`, `owner:`, `api:` match
 * exactly; `expires:<30d` matches what ends within that time. All parts must match. Secrets are never searched.
 */
import type { EntryView } from '../contract/engine-answers.ts';
import { clip } from '../error/clip.ts';
import { KeywrightError } from '../error/keywright-error.ts';
import { parseDuration } from '../time/duration.ts';

type EntryMatcher = (entry: EntryView, nowMs: number) => boolean;

/** One part of a query; an entry has to fit all of them. */
export interface EntryTerm {
  /** The entry's `searchText` holds it, in lower case; null: the text says nothing. */
  readonly text: string | null;
  /** What has to be true besides; null: nothing. */
  readonly matches: EntryMatcher | null;
}

/** Operators whose value is a line of the text that words are looked for in. */
const IN_TEXT: ReadonlySet<string> = new Set(['tag', 'owner', 'api']);

const OPERATORS: Readonly<Record<string, (value: string) => EntryMatcher>> = {
  tag: (value) => (entry) => entry.tags.some((tag) => tag.toLowerCase() === value),
  env: (value) => (entry) => entry.environment === value,
  kind: (value) => (entry) => entry.kind === value,
  status: withStatus,
  owner: (value) => (entry) => entry.owner?.toLowerCase() === value,
  api: (value) => (entry) => entry.api?.toLowerCase() === value,
  expires: expiresWithin,
};

/** Reads a query into one test of an entry. Throws usage/invalid-argument for an unknown operator, usage/invalid-duration. */
export function parseEntryQuery(query: string): EntryMatcher {
  const terms = parseEntryTerms(query);
  const needsText = terms.some(({ text }) => text !== null);
  return (entry, nowMs) => {
    const held = needsText ? searchText(entry) : '';
    return terms.every(
      ({ text, matches }) =>
        (text === null || held.includes(text)) && (matches === null || matches(entry, nowMs)),
    );
  };
}

/** The parts of a query, for whoever looks through many entries. Throws as parseEntryQuery. */
export function parseEntryTerms(query: string): EntryTerm[] {
  return tokens(query).map(parseToken);
}

/** What words are looked for in, in lower case: the name, then lines of their own, each with its end. */
export function searchText(entry: EntryView): string {
  const { name, url, masked, owner, api, tags } = entry;
  return `${[name, url, masked, owner, api, ...tags].join('\n').toLowerCase()}\n`;
}

/** Words at spaces; "quoted text" stays together. */
function tokens(text: string): string[] {
  return Array.from(text.matchAll(/"([^"]*)"|(\S+)/g), (match) => match[1] ?? match[2] ?? '');
}

function parseToken(token: string): EntryTerm {
  const operator = /^([a-z]+):(.+)$/.exec(token);
  if (operator === null || token.includes('://')) {
    return { text: token.toLowerCase(), matches: null };
  }
  const name = operator[1] as string;
  const make = OPERATORS[name];
  if (make === undefined) {
    throw new KeywrightError('usage/invalid-argument', `Unknown search operator "${clip(token)}"`, {
      hint: `Use one of: ${Object.keys(OPERATORS).join(', ')}.`,
    });
  }
  const value = (operator[2] as string).toLowerCase();
  return { text: IN_TEXT.has(name) ? `\n${value}\n` : null, matches: make(value) };
}

/** Every status that an entry can have; the type sees to it that none is left out. */
const STATUSES: Readonly<Record<EntryView['status'], true>> = {
  ok: true,
  active: true,
  rotating: true,
  'not-yet-valid': true,
  disabled: true,
  pending: true,
  expired: true,
  retired: true,
  revoked: true,
  deleted: true,
  unknown: true,
};

/** A word that no status has would match nothing for ever. */
function withStatus(value: string): EntryMatcher {
  if (!Object.hasOwn(STATUSES, value)) {
    throw new KeywrightError('usage/invalid-argument', `No status is called "${clip(value)}"`, {
      hint: `Use one of: ${Object.keys(STATUSES).join(', ')}.`,
    });
  }
  return (entry) => entry.status === value;
}

function expiresWithin(value: string): EntryMatcher {
  const withinMs = parseDuration(value.replace(/^</, ''), 'expires');
  return (entry, nowMs) => entry.expiresAtMs !== null && entry.expiresAtMs < nowMs + withinMs;
}
