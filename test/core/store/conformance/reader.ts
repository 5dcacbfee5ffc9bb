import { describe, expect, it, onTestFinished } from 'vitest';
import { newId } from '../../../../src-core/runtime/random.ts';
import type { StoreReader } from '../../../../src-core/store/verification-store.ts';
import { CTX, newVersion, START_MS } from '../store-fixture.ts';
import { type Bench, HOUR_MS, newest, oldest } from './store-under-test.ts';

const WHY = { code: 'leaked', note: null } as const;

export function describeReader(bench: Bench): void {
  const open = async (): Promise<StoreReader> => {
    const reader = await bench().under.openReader();
    onTestFinished(() => reader.close());
    return reader;
  };

  describe('the verifier’s reader', () => {
    it('knows which store it reads', async () => {
      expect((await open()).storeId).toBe(bench().store.id);
    });

    it('gives all that a verification needs of a version, as of a head', async () => {
      const { store, under } = bench();
      const api = await bench().api();
      const roles = ['writer', 'reader'].map((name) => ({
        id: newId('rol', under.random),
        name,
        permissions: [`a.${name}`, 'b.**'],
      }));
      for (const role of roles) await store.createRole(role, CTX);
      const id = newId('key', under.random);
      const version = newVersion(under.random, id);
      const times = {
        notBefore: { kind: 'after', afterMs: 1_000 },
        expires: { kind: 'after', afterMs: 2_000 },
      } as const;
      const roleIds = roles.map((role) => role.id);
      const key = await bench().issue({ id, version, roleIds, ...times });
      const [pepper] = await store.listPeppers();
      expect(await (await open()).readVersion(version.id)).toMatchObject({
        headSeq: (await store.head()).seq,
        version: {
          versionId: version.id,
          hash: version.hash,
          pepperId: version.pepperId,
          pepperCheck: pepper?.check,
          state: 'active',
          notBeforeMs: START_MS + 1_000,
          expiresAtMs: START_MS + 2_000,
          endsAtMs: null,
          keyId: key.id,
          keyName: key.name,
          isKeyDisabled: false,
          isKeyRevoked: false,
          apiId: api.id,
          apiName: 'acme',
          environment: 'live',
          owner: { kind: 'team', name: 'payments' },
          permissions: ['invoices.read'],
          roles: [
            { name: 'reader', permissions: ['a.reader', 'b.**'] },
            { name: 'writer', permissions: ['a.writer', 'b.**'] },
          ],
          limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
        },
      });
    });

    it('answers null for a version that is not there, with the head all the same', async () => {
      const { seq } = await bench().store.head();
      const absent = await (await open()).readVersion('0123456789ab' as never);
      expect(absent).toMatchObject({ headSeq: seq, version: null });
    });

    it('sees a rotation, a disabling and a revocation once they are committed', async () => {
      const reader = await open();
      const key = await bench().rotate(await bench().issue());
      const read = async (of: { id: Parameters<StoreReader['readVersion']>[0] }) =>
        (await reader.readVersion(of.id)).version;
      const retiring = { state: 'retiring', endsAtMs: START_MS + HOUR_MS };
      expect(await read(oldest(key))).toMatchObject(retiring);
      expect(await read(newest(key))).toMatchObject({ state: 'active', roles: [] });
      await bench().store.setKeyDisabled(key.id, true, CTX);
      expect(await read(newest(key))).toMatchObject({ isKeyDisabled: true });
      await bench().store.revokeKey(key.id, WHY, CTX);
      expect(await read(newest(key))).toMatchObject({ state: 'revoked', isKeyRevoked: true });
    });

    it('feeds the events after a cursor: keys by id, all else as a flush', async () => {
      const reader = await open();
      const key = await bench().rotate(await bench().issue());
      await bench().store.revokeVersion(oldest(key).id, WHY, CTX);
      const log = await bench().events();
      const page = await reader.readFeed(0, 100);
      const head = await bench().store.head();
      expect(page).toMatchObject({ headSeq: head.seq, latestUs: head.atUs });
      const touched = [null, null, null, key.id, key.id, key.id];
      expect(page.changes.map(({ keyId }) => keyId)).toEqual(touched);
      expect(page.changes.map(({ hash }) => hash)).toEqual(log.map(({ hash }) => hash));
      expect((await reader.readFeed(2, 2)).changes.map(({ seq }) => seq)).toEqual([3, 4]);
    });

    it('gives the hash at the cursor, and null where the log does not reach it', async () => {
      const reader = await open();
      await bench().issue();
      const log = await bench().events();
      expect((await reader.readFeed(2, 1)).hashAtCursor).toEqual(log[1]?.hash);
      expect((await reader.readFeed(log.length, 1)).hashAtCursor).toEqual(log.at(-1)?.hash);
      expect((await reader.readFeed(log.length + 1, 1)).hashAtCursor).toBeNull();
      expect((await reader.readFeed(0, 1)).hashAtCursor).toHaveLength(32);
    });
  });
}
