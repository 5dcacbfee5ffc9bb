/** Names that people choose, each with its one rule. All throw usage/invalid-name, naming the rule. */

import { clip } from '../error/clip.ts';
import { KeywrightError } from '../error/keywright-error.ts';

export const OWNER_KINDS = ['person', 'team', 'app', 'partner'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

export interface OwnerLabel {
  readonly kind: OwnerKind;
  readonly name: string;
}

const PREFIX = /^[a-z][a-z0-9]{1,15}$/;
const ENVIRONMENT = /^[a-z][a-z0-9]{1,11}$/;
const SLUG = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const OWNER_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}$/;
const MAX_TITLE_LENGTH = 200;
const ID_FORM = /^[a-z]{3}_[0-9A-Za-z]{22}$/;

/** `kw` is ours; the rest begin keys of well-known issuers, whose scanners would claim ours. */
export const RESERVED_PREFIXES: ReadonlySet<string> = new Set([
  'kw',
  'sk',
  'pk',
  'rk',
  'ghp',
  'gho',
  'ghu',
  'ghs',
  'ghr',
  'github',
  'glpat',
  'xoxb',
  'xoxp',
  'xoxa',
  'akia',
  'asia',
  'aiza',
  'npm',
  'pypi',
  'shpat',
  'shpss',
  'whsec',
  'dop',
  'hf',
  'figd',
  'lin',
  'sntrys',
  'sqoatp',
  'key',
  'token',
]);

export function parsePrefix(text: string): string {
  if (!PREFIX.test(text)) {
    throw invalid('prefix', text, 'a lower-case letter, then 1 to 15 lower-case letters or digits');
  }
  if (RESERVED_PREFIXES.has(text)) {
    throw invalid(
      'prefix',
      text,
      'a prefix that is not reserved and begins no other issuer’s keys',
    );
  }
  return text;
}

export function parseEnvironment(text: string): string {
  if (!ENVIRONMENT.test(text)) {
    throw invalid(
      'environment',
      text,
      'a lower-case letter, then 1 to 11 lower-case letters or digits',
    );
  }
  return text;
}

/** Names of APIs and roles. */
export function parseSlug(text: string, what: 'API name' | 'role name'): string {
  if (!SLUG.test(text)) {
    throw invalid(what, text, '1 to 64 lower-case letters, digits, dots, dashes or underscores');
  }
  return text;
}

/** Names of keys and entries: one line of printable text, 1 to 200 characters, no spaces at the ends. */
export function parseTitle(text: string, what: string): string {
  const isPlain = text.length > 0 && text.length <= MAX_TITLE_LENGTH && text.trim() === text;
  if (
    !isPlain ||
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text)
  ) {
    throw invalid(what, text, `1 to ${MAX_TITLE_LENGTH} printable characters on one line`);
  }
  if (ID_FORM.test(text)) throw invalid(what, text, 'a name that does not look like an id');
  return text;
}

/** Reads `kind:name`, for example team:payments. */
export function parseOwnerLabel(text: string): OwnerLabel {
  const at = text.indexOf(':');
  const kind = OWNER_KINDS.find((candidate) => candidate === text.slice(0, at));
  const name = text.slice(at + 1);
  if (at === -1 || kind === undefined || !OWNER_NAME.test(name)) {
    throw invalid('owner', text, `kind:name, where the kind is one of ${OWNER_KINDS.join(', ')}`);
  }
  return { kind, name };
}

export function formatOwnerLabel(owner: OwnerLabel): string {
  return `${owner.kind}:${owner.name}`;
}

function invalid(what: string, text: string, rule: string): KeywrightError {
  return new KeywrightError('usage/invalid-name', `Invalid ${what} "${clip(text)}"`, {
    hint: `Expected: ${rule}.`,
  });
}
