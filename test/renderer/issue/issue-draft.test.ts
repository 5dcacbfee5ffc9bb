import { describe, expect, it } from 'vitest';
import {
  checkStep,
  faultyTimeOf,
  firstDraft,
  ISSUE_STEPS,
  type IssueFacts,
  isLimitFaulty,
  issueInputOf,
  restrictionsOf,
  withApi,
} from '../../../src-renderer/issue/issue-draft.ts';
import { suggestedGrants } from '../../../src-renderer/issue/suggested-grants.ts';
import { issueInputSchema } from '../../../src-shared/contract/engine-calls.ts';
import type { KeyView } from '../../../src-shared/contract/store-answers.ts';
import type { ApiRecord, KeyRecord } from '../../../src-shared/model/store-records.ts';
import { madeKey, madeVersion, NOW_MS } from '../rotation/made-key.ts';

const api = (name: string, environments: readonly string[]): ApiRecord => ({
  id: `api_${name}` as ApiRecord['id'],
  name,
  prefix: name,
  environments,
  createdAtMs: NOW_MS,
});

const view = (part: Partial<KeyRecord>): KeyView => ({
  key: madeKey([madeVersion('one')], part),
  status: 'active',
  nowMs: NOW_MS,
  lastUsedAtMs: null,
  lastUseOfVersions: {},
  entryId: null,
});

const facts: IssueFacts = {
  apis: [api('billing', ['live', 'test']), api('mail', ['live'])],
  owners: [],
  roles: [],
  keys: [],
};

describe('firstDraft', () => {
  it('is a whole key for trying out, so that every step may be accepted', () => {
    const draft = { ...firstDraft(facts), ownerName: 'mobile' };
    for (const step of ISSUE_STEPS) checkStep(draft, step);
    const input = issueInputOf(draft);
    expect(issueInputSchema.parse(input)).toEqual(input);
    expect(input).toMatchObject({ api: 'billing', environment: 'test', owner: 'app:mobile' });
    expect(input.expires).not.toBeNull();
  });

  it('begins at once, or on the day that is chosen, and takes no day that is none', () => {
    const draft = { ...firstDraft(facts), ownerName: 'mobile' };
    expect(issueInputOf(draft).notBefore).toBeNull();
    const dated = { ...draft, begin: 'date', firstDay: '2099-03-12' } as const;
    const notBefore = { kind: 'at', atMs: Date.UTC(2099, 2, 12) };
    expect(issueInputOf(dated)).toMatchObject({ notBefore });
    expect(restrictionsOf(dated, NOW_MS)).toMatchObject({ notBefore, isDraft: true });
    expect(() => checkStep({ ...dated, firstDay: '' }, 'expiry')).toThrow('First day');
  });

  it('follows the key issued last, under a name that is free', () => {
    const keys = [
      view({
        name: 'billing key',
        api: { id: 'api_billing' as never, name: 'billing', prefix: 'b' },
      }),
    ];
    expect(firstDraft({ ...facts, keys })).toMatchObject({
      name: 'billing key 2',
      owner: 'team:payments',
    });
  });
});

describe('withApi', () => {
  it('takes an environment the API has, and renames only what we have named', () => {
    const draft = firstDraft(facts);
    expect(withApi(draft, 'mail', facts)).toMatchObject({ environment: 'live', name: 'mail key' });
    expect(withApi({ ...draft, name: 'Mine' }, 'mail', facts).name).toBe('Mine');
  });
});

describe('checkStep', () => {
  it('refuses a name, an owner and a day that are none', () => {
    const draft = { ...firstDraft(facts), ownerName: 'mobile' };
    expect(() => checkStep({ ...draft, name: ' ' }, 'api')).toThrow(/Invalid key name/);
    expect(() => checkStep({ ...draft, ownerName: 'a b' }, 'owner')).toThrow(/Invalid owner/);
    const dated = { ...draft, expiry: 'date', lastDay: '2026-02-31' } as const;
    expect(() => checkStep(dated, 'expiry')).toThrow(/not a time/);
    expect(restrictionsOf(dated, NOW_MS).expires).toBeNull();
  });

  it('finds the limit that no key can have', () => {
    const draft = { ...firstDraft(facts), limit: 'other' } as const;
    const faulty = ['0', '1.5', '', 'x', '1000001'].map((calls) =>
      isLimitFaulty({ ...draft, calls }),
    );
    expect(faulty).toEqual([true, true, true, true, true]);
    expect(isLimitFaulty({ ...draft, calls: '1000000' })).toBe(false);
  });
});

describe('faultyTimeOf', () => {
  const draft = firstDraft(facts);
  const begins = (firstDay: string) => ({ ...draft, begin: 'date', firstDay }) as const;

  it('is the first day where that is none or further ahead than a key may begin', () => {
    for (const firstDay of ['', '2026-02-31', '9999-01-01']) {
      expect(faultyTimeOf(begins(firstDay), NOW_MS)).toBe('begin');
    }
  });

  it('is the end in all other cases, also of a key that ends before it begins', () => {
    expect(faultyTimeOf(draft, NOW_MS)).toBe('expiry');
    const day = new Date(NOW_MS + 40 * 86_400_000).toISOString().slice(0, 10);
    expect(faultyTimeOf({ ...begins(day), expiry: '30' }, NOW_MS)).toBe('expiry');
  });
});

describe('suggestedGrants', () => {
  it('offers what keys of the same API hold before anything else, each once', () => {
    const keys = [
      view({
        permissions: ['mail.send'],
        api: { id: 'api_mail' as never, name: 'mail', prefix: 'm' },
      }),
      view({ permissions: ['mail.send', 'invoices.read'] }),
      view({ permissions: ['invoices.read'] }),
    ];
    expect(suggestedGrants({ ...facts, keys }, 'mail')).toEqual(['mail.send', 'invoices.read']);
    expect(suggestedGrants({ ...facts, keys }, 'billing')).toEqual(['invoices.read', 'mail.send']);
  });
});
