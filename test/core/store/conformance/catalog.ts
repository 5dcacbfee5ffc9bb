import { describe, expect, it } from 'vitest';
import { newId } from '../../../../src-core/runtime/random.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { CTX, newApi, START_MS } from '../store-fixture.ts';
import type { Bench } from './store-under-test.ts';

export function describeCatalog(bench: Bench): void {
  describe('APIs', () => {
    it('are created at the store’s time and found by id and by exact name', async () => {
      const { store, under } = bench();
      const wanted = newApi(under.random);
      const api = await store.createApi(wanted, CTX);
      expect(api).toEqual({ ...wanted, createdAtMs: START_MS });
      expect(await store.findApi(api.id)).toEqual(api);
      expect(await store.findApi('acme')).toEqual(api);
      expect(await store.findApi('ACME')).toBeNull();
      expect(await store.findApi('acm')).toBeNull();
    });

    it('are listed in the order of their creation', async () => {
      const { store, under } = bench();
      expect(await store.listApis()).toEqual([]);
      const zeta = await store.createApi(newApi(under.random, { name: 'z', prefix: 'zeta' }), CTX);
      const alpha = await store.createApi(
        newApi(under.random, { name: 'a', prefix: 'alpha' }),
        CTX,
      );
      expect(await store.listApis()).toEqual([zeta, alpha]);
    });

    it('refuse a name that is taken', async () => {
      const { store, under } = bench();
      await store.createApi(newApi(under.random), CTX);
      const again = newApi(under.random, { prefix: 'other' });
      expect(await codeOfAsync(() => store.createApi(again, CTX))).toBe('api/exists');
    });

    it('refuse a prefix that is taken', async () => {
      const { store, under } = bench();
      await store.createApi(newApi(under.random), CTX);
      const again = newApi(under.random, { name: 'other' });
      expect(await codeOfAsync(() => store.createApi(again, CTX))).toBe('api/prefix-taken');
    });

    it('are found by id even where another has that id as its name', async () => {
      const { store, under } = bench();
      const first = await store.createApi(
        newApi(under.random, { id: `api_${'a'.repeat(22)}` as never }),
        CTX,
      );
      await store.createApi(newApi(under.random, { name: first.id, prefix: 'other' }), CTX);
      expect(await store.findApi(first.id)).toEqual(first);
    });
  });

  describe('owners', () => {
    it('are found by id and by kind:name, and listed in order', async () => {
      const { store, under } = bench();
      const team = { id: newId('own', under.random), kind: 'team', name: 'payments' } as const;
      const owner = await store.createOwner(team, CTX);
      expect(owner).toEqual({ ...team, createdAtMs: START_MS });
      const person = { id: newId('own', under.random), kind: 'person', name: 'payments' } as const;
      const other = await store.createOwner(person, CTX);
      expect(await store.findOwner(owner.id)).toEqual(owner);
      expect(await store.findOwner('team:payments')).toEqual(owner);
      expect(await store.findOwner('person:payments')).toEqual(other);
      expect(await store.findOwner('app:payments')).toBeNull();
      expect(await store.findOwner('payments')).toBeNull();
      expect(await store.listOwners()).toEqual([owner, other]);
    });

    it('refuse a label that is taken', async () => {
      const { store, under } = bench();
      const label = { kind: 'team', name: 'payments' } as const;
      await store.createOwner({ id: newId('own', under.random), ...label }, CTX);
      const again = { id: newId('own', under.random), ...label };
      expect(await codeOfAsync(() => store.createOwner(again, CTX))).toBe('owner/exists');
    });
  });

  describe('roles', () => {
    it('are found by id and by exact name, and listed in order', async () => {
      const { store, under } = bench();
      const wanted = { id: newId('rol', under.random), name: 'reader', permissions: ['a.read'] };
      const role = await store.createRole(wanted, CTX);
      expect(role).toEqual({ ...wanted, createdAtMs: START_MS });
      expect(await store.findRole('reader')).toEqual(role);
      expect(await store.findRole(role.id)).toEqual(role);
      expect(await store.findRole('writer')).toBeNull();
      expect(await store.listRoles()).toEqual([role]);
    });

    it('refuse a name that is taken', async () => {
      const { store, under } = bench();
      const role = () => ({ id: newId('rol', under.random), name: 'reader', permissions: [] });
      await store.createRole(role(), CTX);
      expect(await codeOfAsync(() => store.createRole(role(), CTX))).toBe('role/exists');
    });
  });

  it('names its one pepper, its place and check value', async () => {
    const { store } = bench();
    const [before] = await store.listPeppers();
    expect(before).toMatchObject({ place: 'file', createdAtMs: START_MS });
    expect(before?.check).toHaveLength(32);
  });
}
