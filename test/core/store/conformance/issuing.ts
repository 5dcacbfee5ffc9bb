import { describe, expect, it } from 'vitest';
import { newId } from '../../../../src-core/runtime/random.ts';
import type { NewKey } from '../../../../src-core/store/verification-store.ts';
import { encodeToken } from '../../../../src-shared/key-format/token.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { CTX, newKey, newVersion, START_MS } from '../store-fixture.ts';
import { type Bench, DAY_MS, newest, type StoreBench } from './store-under-test.ts';

const YEAR_MS = 365 * DAY_MS;

export function describeIssuing(bench: Bench): void {
  describe('issuing a key', () => {
    it('returns the whole record, with one active version', async () => {
      const { store, under } = bench();
      const api = await bench().api();
      const role = { id: newId('rol', under.random), name: 'reader', permissions: ['a.read'] };
      await store.createRole(role, CTX);
      const expires = { kind: 'after', afterMs: 90 * DAY_MS } as const;
      const wanted = newKey(under.random, api.id, { roleIds: [role.id, role.id], expires });
      const key = await store.issueKey(wanted, CTX);
      expect(key).toEqual({
        id: wanted.id,
        name: 'payments worker',
        api: { id: api.id, name: 'acme', prefix: 'acme' },
        environment: 'live',
        owner: { ...wanted.owner, createdAtMs: START_MS },
        permissions: ['invoices.read'],
        roles: ['reader'],
        limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
        createdAtMs: START_MS,
        disabledAtMs: null,
        revokedAtMs: null,
        revocation: null,
        versions: [
          {
            id: wanted.version.id,
            state: 'active',
            pepperId: wanted.version.pepperId,
            createdAtMs: START_MS,
            notBeforeMs: null,
            expiresAtMs: START_MS + 90 * DAY_MS,
            endsAtMs: null,
            retiredAtMs: null,
            revokedAtMs: null,
            revocation: null,
          },
        ],
      });
      expect(await store.findKeys(key.id)).toEqual([key]);
      expect(await store.findKeys(key.name)).toEqual([key]);
      expect(await store.findKeyOfVersion(wanted.version.id)).toEqual(key);
    });

    it('creates the owner once, and uses it again', async () => {
      const first = await bench().issue();
      const second = await bench().issue();
      expect(second.owner).toEqual(first.owner);
      expect(await bench().store.listOwners()).toEqual([first.owner]);
      const issued = ['owner.created', 'key.issued', 'key.issued'];
      expect(await bench().kinds()).toEqual(['store.created', 'api.created', ...issued]);
    });

    it('counts an expiry from the store’s own instant, and takes a fixed one as it is', async () => {
      const { clock } = bench().under;
      clock.advance(DAY_MS);
      await bench().issue();
      clock.set(START_MS);
      const after = await bench().issue({ expires: { kind: 'after', afterMs: 5_000 } });
      expect(newest(after).expiresAtMs).toBe(START_MS + DAY_MS + 5_000);
      const at = await bench().issue({ expires: { kind: 'at', atMs: START_MS + 2 * DAY_MS } });
      expect(newest(at).expiresAtMs).toBe(START_MS + 2 * DAY_MS);
    });

    it('takes a start to come, and drops one that is past', async () => {
      const atMs = START_MS + DAY_MS;
      const later = await bench().issue({ notBefore: { kind: 'at', atMs } });
      expect(newest(later).notBeforeMs).toBe(atMs);
      const past = await bench().issue({ notBefore: { kind: 'at', atMs: START_MS } });
      expect(newest(past).notBeforeMs).toBeNull();
    });

    it('accepts an expiry one millisecond and exactly ten years ahead', async () => {
      const soon = await bench().issue({ expires: { kind: 'at', atMs: START_MS + 1 } });
      expect(newest(soon).expiresAtMs).toBe(START_MS + 1);
      const far = await bench().issue({ expires: { kind: 'at', atMs: START_MS + 10 * YEAR_MS } });
      expect(newest(far).expiresAtMs).toBe(START_MS + 10 * YEAR_MS);
    });
  });

  describe('an issue that is refused changes nothing', () => {
    const at = (atMs: number) => ({ kind: 'at', atMs }) as const;
    const token = encodeToken({
      prefix: 'acme',
      environment: 'live',
      versionId: '0123456789ab' as never,
      secret: 'x'.repeat(43),
    });
    const refusals: [string, string, (bench: StoreBench) => Partial<NewKey>][] = [
      ['an unknown API', 'api/not-found', ({ under }) => ({ apiId: newId('api', under.random) })],
      ['the name of an API for its id', 'api/not-found', () => ({ apiId: 'acme' as never })],
      ['an unknown environment', 'api/environment-not-found', () => ({ environment: 'stage' })],
      ['an unknown role', 'role/not-found', (b) => ({ roleIds: [newId('rol', b.under.random)] })],
      ['an expiry that is now', 'key/expiry-refused', () => ({ expires: at(START_MS) })],
      ['an expiry in the past', 'key/expiry-refused', () => ({ expires: at(START_MS - DAY_MS) })],
      ['an expiry before 1970', 'key/expiry-refused', () => ({ expires: at(-1) })],
      [
        'an expiry beyond ten years',
        'key/expiry-refused',
        () => ({ expires: at(START_MS + 10 * YEAR_MS + 1) }),
      ],
      [
        'an expiry that no calendar holds',
        'key/expiry-refused',
        () => ({ expires: at(Number.MAX_SAFE_INTEGER) }),
      ],
      [
        'a start at the expiry',
        'key/expiry-refused',
        () => ({ expires: at(START_MS + 9), notBefore: at(START_MS + 9) }),
      ],
      [
        'a start beyond ten years',
        'key/expiry-refused',
        () => ({ notBefore: at(START_MS + 10 * YEAR_MS + 1) }),
      ],
      [
        'an unknown pepper',
        'pepper/mismatch',
        ({ under }) => ({
          version: {
            ...newVersion(under.random, newId('key', under.random)),
            pepperId: newId('pep', under.random),
          },
        }),
      ],
      ['a raw key in the name', 'usage/secret-rejected', () => ({ name: `key ${token}.` })],
      ['a raw key as a permission', 'usage/secret-rejected', () => ({ permissions: [token] })],
    ];

    it.each(refusals)('%s is %s', async (_what, code, change) => {
      await bench().api();
      const before = await bench().picture();
      expect(await codeOfAsync(() => bench().issue(change(bench())))).toBe(code);
      expect(await bench().picture()).toEqual(before);
    });

    it('a raw key as the reason is usage/secret-rejected', async () => {
      await bench().api();
      const before = await bench().picture();
      const issue = () => bench().issue({}, { ...CTX, reason: `because of ${token}` });
      expect(await codeOfAsync(issue)).toBe('usage/secret-rejected');
      expect(await bench().picture()).toEqual(before);
    });
  });

  describe('listing keys', () => {
    it('finds a key by its id even where another one is named so', async () => {
      const key = await bench().issue();
      await bench().issue({ name: key.id });
      expect((await bench().store.findKeys(key.id)).map(({ id }) => id)).toEqual([key.id]);
    });

    it('shows the newest first, and narrows by API, owner and environment', async () => {
      const { store, under } = bench();
      const first = await bench().issue({ name: 'one' });
      const second = await bench().issue({ name: 'two', environment: 'test' });
      const owner = { id: newId('own', under.random), kind: 'app', name: 'shop' } as const;
      const third = await bench().issue({ name: 'one', owner });
      const ids = async (filter: Parameters<typeof store.listKeys>[0]) =>
        (await store.listKeys(filter)).map(({ id }) => id);
      expect(await ids({})).toEqual([third.id, second.id, first.id]);
      expect(await ids({ environment: 'test' })).toEqual([second.id]);
      expect(await ids({ ownerId: owner.id })).toEqual([third.id]);
      expect(await ids({ apiId: first.api.id, environment: 'live' })).toEqual([third.id, first.id]);
      expect(await ids({ apiId: newId('api', under.random) })).toEqual([]);
      expect((await store.findKeys('one')).map(({ id }) => id)).toEqual([third.id, first.id]);
      expect(await store.findKeys('three')).toEqual([]);
      expect(await store.findKeyOfVersion('0123456789ab' as never)).toBeNull();
    });
  });
}
