import { describe, expect, it } from 'vitest';
import {
  changeOf,
  draftOf,
  EMPTY_DRAFT,
  newEntryOf,
  policyChangeOf,
  tagsOf,
} from '../../../src-renderer/catalog/entry-draft.ts';
import { ENTRY_TEMPLATES } from '../../../src-renderer/catalog/entry-templates.ts';
import { ENGINE_CALLS } from '../../../src-shared/contract/engine-calls.ts';
import { codeOf } from '../../code-of.ts';
import { DAY_MS, entryView } from './entry-view.ts';

describe('the form of an entry', () => {
  it('sends what was typed, and null for what was left empty', () => {
    const draft = { ...EMPTY_DRAFT, name: ' Mail ', tags: 'a, b a', expiry: 'month' as const };
    const input = newEntryOf(draft);
    expect(input).toEqual({
      name: 'Mail',
      kind: 'api-key',
      secret: null,
      tags: ['a', 'b'],
      url: null,
      notes: null,
      expires: { kind: 'after', afterMs: 30 * DAY_MS },
    });
    expect(ENGINE_CALLS['entry:add'].safeParse(input).success).toBe(true);
  });

  it('sets a maximum age only where it changed, and never that of a key of ours', () => {
    const age = { age: '90', leadDays: '' };
    const policy = { maxAgeMs: 90 * DAY_MS, leadDays: null };
    expect(policyChangeOf(EMPTY_DRAFT, null)).toBeNull();
    expect(policyChangeOf({ ...EMPTY_DRAFT, age }, null)).toEqual(policy);
    const view = entryView({ name: 'Mail', policy });
    expect(policyChangeOf(draftOf(view), view)).toBeNull();
    const noAge = { maxAgeMs: null, leadDays: null };
    expect(policyChangeOf({ ...EMPTY_DRAFT }, view)).toEqual(noAge);
    const ours = entryView({ name: 'x', keyId: 'key_1', policy });
    expect(policyChangeOf(EMPTY_DRAFT, ours)).toBeNull();
  });

  it('ends a day at its end, and refuses a day that is none', () => {
    const draft = { ...EMPTY_DRAFT, name: 'x', expiry: 'date' as const };
    const atMs = Date.UTC(2027, 2, 13);
    expect(newEntryOf({ ...draft, date: '2027-03-12' }).expires).toEqual({ kind: 'at', atMs });
    expect(codeOf(() => newEntryOf({ ...draft, date: '2027-02-30' }))).toBe('usage/invalid-time');
    expect(codeOf(() => newEntryOf({ ...draft, date: '' }))).toBe('usage/invalid-time');
  });

  it('keeps secret and expiry of an entry unless they are changed', () => {
    const view = entryView({ name: 'Mail', tags: ['a'], expiresAtMs: 1 });
    const kept = changeOf({ ...draftOf(view), name: 'Post' }, view);
    expect(kept).toEqual({
      entry: view.entryId,
      name: 'Post',
      kind: 'api-key',
      tags: ['a'],
      url: null,
      notes: null,
      reason: null,
    });
    const changed = changeOf({ ...draftOf(view), secret: 's', expiry: 'never' }, view);
    expect(changed).toMatchObject({ secret: 's', expires: null });
  });

  it('sends nothing of a key of ours that is the store’s', () => {
    const view = entryView({ name: 'Shop', keyId: 'key_1', kind: 'issued-key' });
    const change = changeOf({ ...draftOf(view), secret: 's', expiry: 'year' }, view);
    expect(Object.keys(change).toSorted()).toEqual([
      'entry',
      'name',
      'notes',
      'reason',
      'tags',
      'url',
    ]);
  });

  it('reads tags between spaces and commas, each once', () => {
    expect(tagsOf('  a,b  a ,, c ')).toEqual(['a', 'b', 'c']);
    expect(tagsOf('')).toEqual([]);
  });
});

describe('a template', () => {
  it.each(ENTRY_TEMPLATES)('of $name fills in a form that the engine takes', (template) => {
    const { name, kind, url } = template;
    const input = newEntryOf({ ...EMPTY_DRAFT, name, kind, url });
    expect(ENGINE_CALLS['entry:add'].safeParse(input).success).toBe(true);
  });

  it('has an id of its own', () => {
    expect(new Set(ENTRY_TEMPLATES.map(({ id }) => id)).size).toBe(ENTRY_TEMPLATES.length);
  });
});
