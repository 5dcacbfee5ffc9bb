/** The kinds of credentials that a person may add, and the one that only issuing makes. */
export const ADDED_KINDS = [
  'api-key',
  'token',
  'password',
  'oauth-client',
  'certificate',
  'other',
] as const;
export type AddedKind = (typeof ADDED_KINDS)[number];

/** The key of a kind's word; a kind that a newer version wrote reads as "other". */
export function kindKey(kind: string): `catalog.kinds.${AddedKind | 'issued-key'}` {
  if (kind === 'issued-key') return 'catalog.kinds.issued-key';
  const known = ADDED_KINDS.find((one) => one === kind) ?? 'other';
  return `catalog.kinds.${known}`;
}
