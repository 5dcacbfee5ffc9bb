import { describe, expect, it } from 'vitest';
import { pepperCheck } from '../../../src-core/keys/token-hash.ts';
import type { StoreKeys } from '../../../src-core/pepper/store-keys.ts';
import type { StoredVersion } from '../../../src-core/store/verification-store.ts';
import { createVersionCompiler } from '../../../src-core/verify/compiled-version.ts';
import { codeOf } from '../../code-of.ts';
import { fixedStoreKeys } from '../store/store-fixture.ts';

const KEYS = fixedStoreKeys();
const PEPPER = KEYS.peppers.get(KEYS.currentPepperId);
if (PEPPER === undefined) throw new Error('the fixture has no pepper');

const STORED = {
  versionId: 'aaaaaaaaaaaa',
  hash: Buffer.alloc(32, 1),
  pepperId: KEYS.currentPepperId,
  pepperCheck: pepperCheck(PEPPER),
  expiresAtMs: Date.UTC(2027, 0, 1),
  endsAtMs: null,
  owner: { kind: 'team', name: 'payments' },
  permissions: ['a.read', 'b.read'],
  roles: [
    { name: 'writer', permissions: ['b.read', 'b.write'] },
    { name: 'auditor', permissions: [] },
  ],
} as unknown as StoredVersion;

const compile = (change: object = {}, keys: StoreKeys = KEYS) =>
  createVersionCompiler(keys)({ ...STORED, ...change });

describe('a compiled version', () => {
  it('has its own grants and those of its roles, each once, and its texts', () => {
    const compiled = compile();
    expect(compiled).toMatchObject({
      pepper: PEPPER,
      permissions: ['a.read', 'b.read', 'b.write'],
      roleNames: ['writer', 'auditor'],
      owner: 'team:payments',
      expiresAt: '2027-01-01T00:00:00.000Z',
      retiringAt: null,
    });
    expect(compiled.grants.map(({ segments }) => segments.join('.'))).toEqual(compiled.permissions);
    expect(compile({ expiresAtMs: null, endsAtMs: 0 })).toMatchObject({
      expiresAt: null,
      retiringAt: '1970-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['a shorter hash', { hash: Buffer.alloc(31) }],
    ['a longer hash', { hash: Buffer.alloc(33) }],
    ['a grant that cannot be read', { permissions: ['A..b'] }],
    ['a role with one', { roles: [{ name: 'r', permissions: ['a', ''] }] }],
  ])('is damaged with %s, and says which it is', (_name, change) => {
    expect(codeOf(() => compile(change))).toBe('store/damaged');
    expect(() => compile(change)).toThrow('The record of version aaaaaaaaaaaa cannot be read');
  });

  it('keeps what was wrong with a grant', () => {
    try {
      compile({ permissions: ['A'] });
      expect.unreachable();
    } catch (error) {
      expect((error as Error).cause).toMatchObject({ code: 'usage/invalid-permission' });
    }
  });

  it('needs its pepper at hand, and the right one', () => {
    const bare = { ...KEYS, peppers: new Map() };
    expect(codeOf(() => compile({}, bare))).toBe('pepper/unavailable');
    expect(() => compile({}, bare)).toThrow(
      `The pepper ${KEYS.currentPepperId} that this store names is not at hand`,
    );
    for (const check of [Buffer.alloc(32), Buffer.alloc(0), STORED.pepperCheck.subarray(1)]) {
      expect(codeOf(() => compile({ pepperCheck: check }))).toBe('pepper/mismatch');
    }
    expect(() => compile({ pepperCheck: Buffer.alloc(32) })).toThrow(
      `The pepper ${KEYS.currentPepperId} is not the one this store was made with`,
    );
  });
});
