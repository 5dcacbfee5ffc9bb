import { describe, expect, it } from 'vitest';
import { newId } from '../../../../src-core/runtime/random.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { CTX, START_MS } from '../store-fixture.ts';
import { type Bench, newest, oldest, states } from './store-under-test.ts';

const WHY = { code: 'owner-left', note: 'moved to another team' } as const;

export function describeRevocation(bench: Bench): void {
  describe('revoking', () => {
    it('a key revokes all its versions and keeps them listed', async () => {
      const { store } = bench();
      const key = await bench().rotate(await bench().issue());
      const revoked = await store.revokeKey(key.id, WHY, CTX);
      expect(revoked).toMatchObject({ revokedAtMs: START_MS, revocation: WHY });
      expect(states(revoked)).toEqual(['revoked', 'revoked']);
      expect(revoked.versions.map(({ revocation }) => revocation)).toEqual([WHY, WHY]);
      expect(await store.listKeys({})).toEqual([revoked]);
      expect(await store.findKeys(key.name)).toEqual([revoked]);
    });

    it('a version revokes that one alone', async () => {
      const { store } = bench();
      const key = await bench().rotate(await bench().issue());
      const revoked = await store.revokeVersion(oldest(key).id, WHY, CTX);
      expect(states(revoked)).toEqual(['active', 'revoked']);
      expect(revoked.revokedAtMs).toBeNull();
      expect(oldest(revoked)).toMatchObject({ revokedAtMs: START_MS, revocation: WHY });
    });

    it('a key whose only version was revoked can be rotated to a new secret', async () => {
      const key = await bench().issue();
      const revoked = await bench().store.revokeVersion(newest(key).id, WHY, CTX);
      expect(states(await bench().rotate(revoked))).toEqual(['active', 'revoked']);
    });

    it('what is revoked already, or is not there, is refused', async () => {
      const { store, under } = bench();
      const key = await bench().issue();
      await store.revokeVersion(newest(key).id, WHY, CTX);
      const again = () => store.revokeVersion(newest(key).id, WHY, CTX);
      expect(await codeOfAsync(again)).toBe('key/revoked');
      await store.revokeKey(key.id, WHY, CTX);
      expect(await codeOfAsync(() => store.revokeKey(key.id, WHY, CTX))).toBe('key/revoked');
      const unknown = newId('key', under.random);
      expect(await codeOfAsync(() => store.revokeKey(unknown, WHY, CTX))).toBe('key/not-found');
      const stray = () => store.revokeVersion('0123456789ab' as never, WHY, CTX);
      expect(await codeOfAsync(stray)).toBe('key/not-found');
    });
  });

  describe('disabling', () => {
    it('is reversible and leaves the versions as they are', async () => {
      const { store } = bench();
      const key = await bench().issue();
      const disabled = await store.setKeyDisabled(key.id, true, CTX);
      expect(disabled).toEqual({ ...key, disabledAtMs: START_MS });
      expect(await store.setKeyDisabled(key.id, false, CTX)).toEqual(key);
    });

    it('what is so already changes nothing and writes no event', async () => {
      const { store } = bench();
      const key = await bench().issue();
      const before = await bench().picture();
      expect(await store.setKeyDisabled(key.id, false, CTX)).toEqual(key);
      expect(await bench().picture()).toEqual(before);
    });

    it('is refused for a revoked and for an unknown key', async () => {
      const { store, under } = bench();
      const key = await bench().issue();
      await store.revokeKey(key.id, WHY, CTX);
      expect(await codeOfAsync(() => store.setKeyDisabled(key.id, true, CTX))).toBe('key/revoked');
      const unknown = newId('key', under.random);
      expect(await codeOfAsync(() => store.setKeyDisabled(unknown, true, CTX))).toBe(
        'key/not-found',
      );
    });
  });
}
