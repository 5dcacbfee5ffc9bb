import { describe, expect, it } from 'vitest';
import {
  type Restrictions,
  restrictionSentence,
  sentenceText,
} from '../../../src-renderer/sentence/restriction-sentence.ts';
import { words } from '../../../src-renderer/words/set-up-words.ts';
import { NOW_MS } from '../rotation/made-key.ts';

const DAY_MS = 86_400_000;

const plain: Restrictions = {
  owner: { kind: 'team', name: 'payments' },
  api: 'billing',
  environment: 'live',
  permissions: [],
  roles: [],
  limits: [],
  notBefore: null,
  expires: null,
  isDraft: false,
  nowMs: NOW_MS,
};

const say = (part: Partial<Restrictions>): string =>
  sentenceText(restrictionSentence({ ...plain, ...part }, words.t), words.t);

describe('restrictionSentence', () => {
  it('says everything that is not restricted, too', () => {
    expect(say({})).toBe(
      'Team payments has no permissions on billing in live, without a rate limit, with no end.',
    );
  });

  it('says of a key to be made that it begins at once, so that the word can be changed', () => {
    expect(say({ isDraft: true })).toContain('without a rate limit, from now on, with no end.');
    expect(say({ isDraft: true, notBefore: { kind: 'at', atMs: NOW_MS + DAY_MS } })).not.toContain(
      'from now on',
    );
  });

  it('reads permissions, roles and limits as a person would', () => {
    expect(
      say({
        owner: { kind: 'app', name: 'mobile' },
        permissions: ['invoices.read', 'payments.*', 'reports.**'],
        limits: [
          { name: 'rate', limit: 100, periodMs: 60_000 },
          { name: 'daily', limit: 1, periodMs: 900_000 },
        ],
        expires: { kind: 'after', afterMs: 90 * DAY_MS },
      }),
    ).toBe(
      'App mobile may read invoices, do anything with payments, and do anything under reports on billing in live, at most 100 requests a minute and 1 request in 15 minutes, for 90 days from now.',
    );
    expect(say({ roles: ['auditor', 'clerk'] })).toContain(
      'may do what the roles auditor and clerk allow',
    );
  });

  it('quotes a permission that has no verb, and says its resource', () => {
    expect(say({ permissions: ['vault.door'] })).toContain('may use vault.door on');
    expect(say({ permissions: ['invoices.read@acme/*'] })).toContain('read invoices of acme/* on');
    expect(say({ permissions: ['**'] })).toContain('may do everything on');
    expect(say({ permissions: ['*.read'] })).toContain('may read anything on');
  });

  it('counts the permissions it does not read out, and keeps them all in the exact form', () => {
    const permissions = ['a.read', 'b.read', 'c.read', 'd.read', 'e.read'];
    expect(say({ permissions })).toContain('read a, read b, read c and 2 more');
    const phrases = restrictionSentence({ ...plain, permissions }, words.t);
    expect(phrases.find(({ topic }) => topic === 'permissions')?.exact).toBe(
      permissions.join('\n'),
    );
  });

  it('tells an end to come from one that has been', () => {
    expect(say({ expires: { kind: 'at', atMs: NOW_MS + DAY_MS } })).toMatch(/, until [^,]+/);
    expect(say({ expires: { kind: 'at', atMs: NOW_MS } })).toMatch(/, ended [^,]+/);
  });

  it('names each topic once, and the start only where it lies ahead', () => {
    const topics = (part: Partial<Restrictions>) =>
      restrictionSentence({ ...plain, ...part }, words.t).map(({ topic }) => topic);
    expect(new Set(topics({})).size).toBe(topics({}).length);
    expect(topics({ notBefore: { kind: 'at', atMs: NOW_MS } })).not.toContain('start');
    expect(topics({ notBefore: { kind: 'at', atMs: NOW_MS + 1 } })).toContain('start');
  });
});
