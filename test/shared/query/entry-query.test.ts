import { describe, expect, it } from 'vitest';
import type { EntryView } from '../../../src-shared/contract/engine-answers.ts';
import { parseEntryQuery } from '../../../src-shared/query/entry-query.ts';
import { codeOf } from '../../code-of.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

const entry: EntryView = {
  entryId: 'ent_1',
  kind: 'api-key',
  name: 'Stripe live',
  tags: ['Payments', 'eu'],
  url: 'https://dashboard.stripe.com',
  notes: 'quarterly review',
  masked: '••••••••wxyz',
  version: 1,
  createdAtMs: 0,
  changedAtMs: 0,
  rotatedAtMs: 0,
  expiresAtMs: NOW_MS + 10 * DAY_MS,
  lastUsedAtMs: null,
  deletedAtMs: null,
  keyId: null,
  versionId: null,
  api: null,
  environment: null,
  owner: 'team:Payments',
  policy: null,
  due: null,
  status: 'ok',
};

const matches = (query: string): boolean => parseEntryQuery(query)(entry, NOW_MS);

describe('an entry query', () => {
  it.each([
    '',
    'stripe',
    'STRIPE live',
    '"stripe live"',
    'dashboard',
    'tag:eu',
    'tag:payments',
    'kind:api-key stripe',
    'status:ok',
    'owner:team:payments',
    'expires:<30d',
    'https://dashboard',
  ])('finds the entry by %s', (query) => {
    expect(matches(query)).toBe(true);
  });

  it.each([
    'github',
    'tag:us',
    'kind:token',
    'env:live',
    'expires:<5d',
    'stripe tag:us',
    'api:acme',
  ])('does not find it by %s', (query) => {
    expect(matches(query)).toBe(false);
  });

  it('never looks at what never expires when asked for what expires', () => {
    expect(parseEntryQuery('expires:<10y')({ ...entry, expiresAtMs: null }, NOW_MS)).toBe(false);
  });

  it('refuses operators it does not know and durations it cannot read', () => {
    expect(codeOf(() => parseEntryQuery('colour:red'))).toBe('usage/invalid-argument');
    expect(codeOf(() => parseEntryQuery('expires:<soon'))).toBe('usage/invalid-duration');
  });

  it('refuses a status that nothing has, and takes each that something can have', () => {
    expect(codeOf(() => parseEntryQuery('status:bogus'))).toBe('usage/invalid-argument');
    const words =
      'ok active rotating not-yet-valid disabled pending expired retired revoked deleted unknown';
    for (const word of words.split(' ')) {
      const status = word as typeof entry.status;
      expect(parseEntryQuery(`status:${word}`)({ ...entry, status }, NOW_MS)).toBe(true);
    }
  });
});
