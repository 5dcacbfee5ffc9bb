import { describe, expect, it } from 'vitest';
import { grantCovers, parseAsk, parseGrant } from '../../../src-shared/permission/grant.ts';
import {
  grantsSatisfy,
  parsePermissionQuery,
} from '../../../src-shared/permission/permission-query.ts';
import { codeOf } from '../../code-of.ts';

const covers = (grant: string, ask: string): boolean =>
  grantCovers(parseGrant(grant), parseAsk(ask));

describe('a grant', () => {
  it.each([
    ['invoices.read', 'invoices.read'],
    ['invoices.*', 'invoices.read'],
    ['*.read', 'invoices.read'],
    ['invoices.**', 'invoices.read'],
    ['invoices.**', 'invoices.items.read'],
    ['**', 'invoices.read'],
    ['**', 'admin'],
    ['invoices.read', 'invoices.read@eu/1'],
    ['invoices.read@eu/*', 'invoices.read@eu/1'],
    ['invoices.read@eu/1', 'invoices.read@eu/1'],
    ['invoices.read@*', 'invoices.read@anything'],
  ])('%s covers %s', (grant, ask) => {
    expect(covers(grant, ask)).toBe(true);
  });

  it.each([
    ['invoices.read', 'invoices.write'],
    ['invoices.read', 'invoices'],
    ['invoices.read', 'invoices.read.all'],
    ['invoices.*', 'invoices'],
    ['invoices.*', 'invoices.items.read'],
    ['invoices.**', 'invoices'],
    ['invoices.**', 'invoices2.read'],
    ['*', 'invoices.read'],
    ['invoices.read@eu/1', 'invoices.read'],
    ['invoices.read@eu/1', 'invoices.read@eu/10'],
    ['invoices.read@eu/*', 'invoices.read@us/1'],
  ])('%s does not cover %s', (grant, ask) => {
    expect(covers(grant, ask)).toBe(false);
  });

  it.each([
    '',
    '.',
    'Invoices.read',
    'invoices..read',
    'invoices.',
    '1nvoices',
    'invoices.re*',
    '**.read',
    'a.**.b',
    'a b',
    'invoices.read@',
    'invoices.read@a b',
    'invoices.read@a*b',
    `invoices.read@${'x'.repeat(65)}`,
    'x'.repeat(257),
    'invoices.réad',
  ])('refuses "%s"', (text) => {
    expect(codeOf(() => parseGrant(text))).toBe('usage/invalid-permission');
  });

  it.each([
    ['', 'Permission "": it is empty'],
    ['x'.repeat(257), 'it is longer than 256 characters'],
    ['a..b', 'a segment between dots is empty'],
    ['a.**.b', '** may only stand at the end'],
    ['A', '"A" is not a segment (a lower-case letter, then letters, digits, - or _)'],
    ['a@', 'Permission "a@": a resource is 1 to 64 of A-Z a-z 0-9 . _ : / -, and may end in *'],
  ])('says of "%s" what is wrong', (text, why) => {
    expect(() => parseGrant(text)).toThrow(why);
  });

  it('says what is wrong with what is asked', () => {
    for (const text of ['a.*', 'a.**'])
      expect(() => parseAsk(text)).toThrow('a request asks without wildcards');
    expect(() => parseAsk('a.B')).toThrow('"B" is not a segment');
    expect(() => parseAsk('a@x y')).toThrow('a resource is 1 to 64 of A-Z a-z 0-9 . _ : / -');
  });

  it.each([
    ['a', { segments: ['a'], isDeep: false, resource: null }],
    ['**', { segments: [], isDeep: true, resource: null }],
    ['**@eu/*', { segments: [], isDeep: true, resource: 'eu/*' }],
    ['a.*.b-c_9.**@x', { segments: ['a', '*', 'b-c_9'], isDeep: true, resource: 'x' }],
  ])('is read from "%s" part by part', (text, grant) => {
    expect(parseGrant(text)).toEqual(grant);
  });

  it('may be 256 characters long, and its resource 64, with a star at the end', () => {
    expect(parseGrant('x'.repeat(256)).segments[0]).toHaveLength(256);
    expect(parseGrant(`a@${'x'.repeat(64)}`).resource).toHaveLength(64);
    expect(parseGrant(`a@${'x'.repeat(63)}*`).resource).toHaveLength(64);
    expect(codeOf(() => parseGrant(`a@${'x'.repeat(64)}*`))).toBe('usage/invalid-permission');
    expect(parseAsk(`a.b@${'x'.repeat(64)}`)).toEqual({
      segments: ['a', 'b'],
      resource: 'x'.repeat(64),
    });
  });

  it.each(['a@b@c', 'a@*x', 'a@**', '**@a b', 'a@b\n', 'a\n', 'a.b\n', '9a', 'a.-b'])(
    'is not made of %j',
    (text) => {
      expect(codeOf(() => parseGrant(text))).toBe('usage/invalid-permission');
      expect(codeOf(() => parseAsk(text))).toBe('usage/invalid-permission');
    },
  );

  it('refuses wildcards in what a request asks', () => {
    for (const text of ['invoices.*', '**', 'a.**', 'a@x*']) {
      expect(codeOf(() => parseAsk(text))).toBe('usage/invalid-permission');
    }
  });
});

describe('a permission query', () => {
  const held = ['invoices.read', 'reports.*'].map(parseGrant);
  const asks = (json: unknown): boolean => grantsSatisfy(held, parsePermissionQuery(json));

  it('reads a list as all of it', () => {
    expect(asks(['invoices.read', 'reports.read'])).toBe(true);
    expect(asks(['invoices.read', 'invoices.write'])).toBe(false);
  });

  it('combines all, any and not', () => {
    expect(asks({ any: ['invoices.write', 'reports.read'] })).toBe(true);
    expect(asks({ any: ['invoices.write', 'users.read'] })).toBe(false);
    expect(asks({ all: ['invoices.read', { not: 'invoices.write' }] })).toBe(true);
    expect(asks({ all: ['invoices.read', { not: 'reports.read' }] })).toBe(false);
  });

  it('lets nobody in who holds nothing, whatever it says', () => {
    const queries = ['a', ['a', 'b'], { any: ['a', 'b'] }, { all: ['a', { not: 'b' }] }];
    for (const query of queries) expect(grantsSatisfy([], parsePermissionQuery(query))).toBe(false);
  });

  it.each([
    ['not outside all', { not: 'a' }],
    ['not inside any', { any: [{ not: 'a' }, 'b'] }],
    ['an all of nots', { all: [{ not: 'a' }] }],
    ['not of not', { all: ['a', { not: { not: 'b' } }] }],
    ['an empty list', []],
    ['an empty any', { any: [] }],
    ['two operators', { all: ['a'], any: ['b'] }],
    ['an unknown operator', { none: ['a'] }],
    ['a number', 1],
    ['null', null],
    ['nine levels', nested(9)],
    ['65 parts', Array.from({ length: 64 }, (_, index) => `p${index}`)],
  ])('refuses %s', (_name, json) => {
    expect(codeOf(() => parsePermissionQuery(json))).toBe('usage/invalid-permission');
  });

  it.each([
    [{ not: 'a' }, '"not" may only stand inside an "all"'],
    [{ all: [{ not: 'a' }] }, 'an "all" needs a part that grants'],
    [{ any: [] }, '"any" takes a list with at least one part'],
    [{ all: 'a' }, '"all" takes a list with at least one part'],
    [{ none: ['a'] }, 'a part is a name, all, any or not'],
    [{}, 'a part is a name, all, any or not'],
    [null, 'a part is a name, all, any or not'],
    [nested(9), 'deeper than 8 levels'],
    [Array.from({ length: 64 }, (_, index) => `p${index}`), 'more than 64 parts'],
  ])('says what is wrong with %j', (json, why) => {
    expect(() => parsePermissionQuery(json)).toThrow(`Permission query: ${why}`);
  });

  it('is read part by part', () => {
    const ask = (name: string) => ({ kind: 'ask', ask: { segments: [name], resource: null } });
    expect(parsePermissionQuery('a')).toEqual(ask('a'));
    expect(parsePermissionQuery(['a', { not: 'b' }, { any: ['c', 'd'] }])).toEqual({
      kind: 'all',
      parts: [
        ask('a'),
        { kind: 'not', part: ask('b') },
        { kind: 'any', parts: [ask('c'), ask('d')] },
      ],
    });
  });

  it('takes a not right inside the all alone, not in an any below it', () => {
    const below = { all: ['a', { any: ['b', { not: 'c' }] }] };
    expect(codeOf(() => parsePermissionQuery(below))).toBe('usage/invalid-permission');
  });

  it('accepts eight levels and 64 parts', () => {
    expect(() => parsePermissionQuery(nested(8))).not.toThrow();
    const parts = Array.from({ length: 63 }, (_, index) => `p${index}`);
    expect(() => parsePermissionQuery(parts)).not.toThrow();
  });
});

function nested(levels: number): unknown {
  return levels === 1 ? 'a' : { all: [nested(levels - 1)] };
}
