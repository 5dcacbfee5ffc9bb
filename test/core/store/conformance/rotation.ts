import { describe, expect, it } from 'vitest';
import { newId } from '../../../../src-core/runtime/random.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { CTX, START_MS } from '../store-fixture.ts';
import { type Bench, DAY_MS, HOUR_MS, newest, oldest, states } from './store-under-test.ts';

const LEAKED = { code: 'leaked', note: null } as const;

export function describeRotation(bench: Bench): void {
  describe('rotating', () => {
    it('makes a new active version and lets the old one end after its grace', async () => {
      const key = await bench().issue();
      bench().under.clock.advance(5_000);
      const rotation = bench().rotation(key);
      const rotated = await bench().store.rotateKey(rotation, CTX);
      expect(states(rotated)).toEqual(['active', 'retiring']);
      expect(newest(rotated).id).toBe(rotation.version.id);
      expect(newest(rotated).createdAtMs).toBe(START_MS + 5_000);
      expect(oldest(rotated).endsAtMs).toBe(START_MS + 5_000 + HOUR_MS);
      expect({ ...rotated, versions: [] }).toEqual({ ...key, versions: [] });
    });

    it('never lets grace outlive the old expiry', async () => {
      const key = await bench().issue({ expires: { kind: 'after', afterMs: 60_000 } });
      const rotated = await bench().rotate(key);
      expect(oldest(rotated).endsAtMs).toBe(START_MS + 60_000);
    });

    it('gives the successor the life its predecessor was issued for', async () => {
      const key = await bench().issue({ expires: { kind: 'after', afterMs: 10 * DAY_MS } });
      bench().under.clock.advance(4 * DAY_MS);
      const rotated = await bench().rotate(key);
      expect(newest(rotated).expiresAtMs).toBe(START_MS + 14 * DAY_MS);
      const forever = await bench().rotate(await bench().issue());
      expect(newest(forever).expiresAtMs).toBeNull();
    });

    it('takes an expiry of its own for the successor', async () => {
      const key = await bench().issue();
      const rotated = await bench().rotate(key, { expires: { kind: 'after', afterMs: DAY_MS } });
      expect(newest(rotated).expiresAtMs).toBe(START_MS + DAY_MS);
      const past = bench().rotation(await bench().issue(), {
        expires: { kind: 'at', atMs: START_MS },
      });
      expect(await codeOfAsync(() => bench().store.rotateKey(past, CTX))).toBe(
        'key/expiry-refused',
      );
    });

    it('makes no key valid sooner than it was to be', async () => {
      const notBefore = { kind: 'at', atMs: START_MS + DAY_MS } as const;
      const rotated = await bench().rotate(await bench().issue({ notBefore }));
      expect(newest(rotated).notBeforeMs).toBe(START_MS + DAY_MS);
    });

    it('retires the old version at once with a grace of 0', async () => {
      const rotated = await bench().rotate(await bench().issue(), { graceMs: 0 });
      expect(states(rotated)).toEqual(['active', 'retired']);
      expect(oldest(rotated).retiredAtMs).toBe(START_MS);
    });

    it('revokes every older version at once when leaked', async () => {
      const key = await bench().rotate(await bench().issue());
      const rotated = await bench().rotate(key, { isLeaked: true, graceMs: 30 * DAY_MS });
      expect(states(rotated)).toEqual(['active', 'revoked', 'revoked']);
      for (const version of rotated.versions.slice(1)) {
        expect(version).toMatchObject({ revokedAtMs: START_MS, revocation: LEAKED });
      }
    });

    it('persists an end that time has reached, at that end', async () => {
      const key = await bench().rotate(await bench().issue());
      bench().under.clock.advance(2 * HOUR_MS);
      const rotated = await bench().rotate(key);
      expect(states(rotated)).toEqual(['active', 'retiring', 'retired']);
      expect(oldest(rotated).retiredAtMs).toBe(START_MS + HOUR_MS);
    });

    it('persists such an end with any other change of the key as well', async () => {
      const key = await bench().rotate(await bench().issue());
      bench().under.clock.advance(HOUR_MS);
      const disabled = await bench().store.setKeyDisabled(key.id, true, CTX);
      expect(states(disabled)).toEqual(['active', 'retired']);
      expect(oldest(disabled).retiredAtMs).toBe(START_MS + HOUR_MS);
    });
  });

  describe('a rotation is refused and changes nothing', () => {
    const cases: [string, string, () => Promise<unknown>][] = [
      [
        'while another is in its grace',
        'key/rotation-in-progress',
        async () => bench().rotate(await bench().rotate(await bench().issue())),
      ],
      [
        'of a revoked key',
        'key/revoked',
        async () =>
          bench().rotate(await bench().store.revokeKey((await bench().issue()).id, LEAKED, CTX)),
      ],
      [
        'of a disabled key',
        'key/disabled',
        async () =>
          bench().rotate(await bench().store.setKeyDisabled((await bench().issue()).id, true, CTX)),
      ],
      [
        'of a key that expires now',
        'key/expired',
        async () => {
          const key = await bench().issue({ expires: { kind: 'after', afterMs: DAY_MS } });
          bench().under.clock.advance(DAY_MS);
          return bench().rotate(key);
        },
      ],
      [
        'of an expired key whose version was revoked afterwards',
        'key/expired',
        async () => {
          const key = await bench().issue({ expires: { kind: 'after', afterMs: DAY_MS } });
          bench().under.clock.advance(DAY_MS);
          return bench().rotate(await bench().store.revokeVersion(newest(key).id, LEAKED, CTX));
        },
      ],
      [
        'with a grace beyond 30 days',
        'key/grace-refused',
        async () => bench().rotate(await bench().issue(), { graceMs: 30 * DAY_MS + 1 }),
      ],
      [
        'with a negative grace',
        'key/grace-refused',
        async () => bench().rotate(await bench().issue(), { graceMs: -1 }),
      ],
      [
        'of an unknown key',
        'key/not-found',
        async () =>
          bench().rotate({ ...(await bench().issue()), id: newId('key', bench().under.random) }),
      ],
    ];

    it.each(cases)('%s: %s', async (_what, code, rotate) => {
      expect(await codeOfAsync(rotate)).toBe(code);
    });

    it('leaves state and log as they were', async () => {
      const key = await bench().rotate(await bench().issue());
      const before = await bench().picture();
      expect(await codeOfAsync(() => bench().rotate(key))).toBe('key/rotation-in-progress');
      expect(await bench().picture()).toEqual(before);
    });
  });

  describe('finish, extend and roll back', () => {
    it('finish retires the old version now', async () => {
      const key = await bench().rotate(await bench().issue());
      bench().under.clock.advance(60_000);
      const finished = await bench().store.finishRotation(key.id, CTX);
      expect(states(finished)).toEqual(['active', 'retired']);
      const now = START_MS + 60_000;
      expect(oldest(finished)).toMatchObject({ endsAtMs: now, retiredAtMs: now });
    });

    it('extend moves the end, up to the old expiry and 30 days in all', async () => {
      const { store } = bench();
      const key = await bench().rotate(await bench().issue());
      const extended = await store.extendRotation(key.id, HOUR_MS, CTX);
      expect(oldest(extended).endsAtMs).toBe(START_MS + 2 * HOUR_MS);
      const tooLong = () => store.extendRotation(key.id, 30 * DAY_MS, CTX);
      expect(await codeOfAsync(tooLong)).toBe('key/grace-refused');
      expect(await codeOfAsync(() => store.extendRotation(key.id, 0, CTX))).toBe(
        'key/grace-refused',
      );

      const expires = { kind: 'after', afterMs: 3 * HOUR_MS } as const;
      const expiring = await bench().rotate(await bench().issue({ expires }));
      const longest = await store.extendRotation(expiring.id, 5 * HOUR_MS, CTX);
      expect(oldest(longest).endsAtMs).toBe(START_MS + 3 * HOUR_MS);
      const beyond = () => store.extendRotation(expiring.id, HOUR_MS, CTX);
      expect(await codeOfAsync(beyond)).toBe('key/grace-refused');
    });

    it('roll back makes the old version active and revokes the new one', async () => {
      const key = await bench().rotate(await bench().issue());
      const back = await bench().store.rollBackRotation(key.id, CTX);
      expect(states(back)).toEqual(['revoked', 'active']);
      expect(oldest(back).endsAtMs).toBeNull();
      expect(newest(back).revocation).toEqual({ code: 'rolled-back', note: null });
      expect(states(await bench().rotate(back))).toEqual(['active', 'revoked', 'retiring']);
    });

    it.each(['finishRotation', 'rollBackRotation', 'extend'] as const)(
      '%s is refused without a rotation, at the end of grace, for an unknown and for a revoked key',
      async (step) => {
        const { store, under } = bench();
        const act = (id: Parameters<typeof store.finishRotation>[0]) =>
          codeOfAsync(() =>
            step === 'extend' ? store.extendRotation(id, HOUR_MS, CTX) : store[step](id, CTX),
          );
        const key = await bench().issue();
        expect(await act(key.id)).toBe('key/no-rotation');
        await bench().rotate(key);
        under.clock.advance(HOUR_MS);
        expect(await act(key.id)).toBe('key/no-rotation');
        expect(await act(newId('key', under.random))).toBe('key/not-found');
        await store.revokeKey(key.id, LEAKED, CTX);
        expect(await act(key.id)).toBe('key/revoked');
      },
    );
  });
}
