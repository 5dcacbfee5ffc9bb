import { describe, expect, it } from 'vitest';
import { CTX, START_MS } from '../store-fixture.ts';
import { type Bench, DAY_MS, HOUR_MS, newest, states } from './store-under-test.ts';

const MINUTE_MS = 60_000;

export function describeClock(bench: Bench): void {
  const setBacks = async () => (await bench().kinds()).filter((kind) => kind === 'clock.set-back');

  describe('the store’s clock', () => {
    it('never goes back: what happens after a clock is set back happens at the latest time seen', async () => {
      bench().under.clock.advance(DAY_MS);
      await bench().api();
      bench().under.clock.set(START_MS);
      const key = await bench().issue();
      expect(key.createdAtMs).toBe(START_MS + DAY_MS);
      const times = (await bench().events()).map(({ atUs }) => atUs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(times).size).toBe(times.length);
      expect((await bench().store.head()).atUs).toBe(times.at(-1));
    });

    it('revives nothing: a key that has expired stays so when the clock is set back', async () => {
      const key = await bench().issue({ expires: { kind: 'after', afterMs: HOUR_MS } });
      const other = await bench().issue();
      bench().under.clock.advance(HOUR_MS);
      await bench().store.setKeyDisabled(other.id, true, CTX);
      bench().under.clock.set(START_MS);
      await expect(bench().rotate(key)).rejects.toMatchObject({ code: 'key/expired' });
    });

    it('ends a grace when the latest time seen has reached it', async () => {
      const key = await bench().rotate(await bench().issue());
      const other = await bench().issue();
      bench().under.clock.advance(HOUR_MS);
      await bench().store.setKeyDisabled(other.id, true, CTX);
      bench().under.clock.set(START_MS);
      const back = bench().store.rollBackRotation(key.id, CTX);
      await expect(back).rejects.toMatchObject({ code: 'key/no-rotation' });
      expect(states(await bench().rotate(key))).toEqual(['active', 'retiring', 'retired']);
    });

    it('says nothing of a clock less than five minutes behind', async () => {
      await bench().api();
      bench().under.clock.advance(-5 * MINUTE_MS + 1);
      await bench().issue();
      expect(await setBacks()).toEqual([]);
    });

    it('records a jump back of more than five minutes once, before the mutation it was seen at', async () => {
      await bench().api();
      bench().under.clock.advance(-5 * MINUTE_MS - 1);
      await bench().issue();
      await bench().issue();
      const kinds = ['clock.set-back', 'owner.created', 'key.issued', 'key.issued'];
      expect((await bench().kinds()).slice(2)).toEqual(kinds);
      const [, , event] = await bench().events();
      expect(event).toMatchObject({ subject: {}, actor: CTX.actor });
      expect(event?.details.behindUs).toBeGreaterThan(5 * MINUTE_MS * 1_000);
    });

    it('records a further jump, and a new one after the clock was right again', async () => {
      const { clock } = bench().under;
      await bench().api();
      clock.advance(-HOUR_MS);
      await bench().issue();
      clock.advance(-HOUR_MS);
      await bench().issue();
      expect(await setBacks()).toHaveLength(2);
      clock.set(START_MS + MINUTE_MS);
      await bench().issue();
      expect(await setBacks()).toHaveLength(2);
      clock.advance(-HOUR_MS);
      await bench().issue();
      expect(await setBacks()).toHaveLength(3);
    });

    it('does not take the clock’s catching up for a jump', async () => {
      const { clock } = bench().under;
      await bench().api();
      clock.advance(-HOUR_MS);
      for (let minute = 0; minute < 60; minute += 7) {
        await bench().issue();
        clock.advance(7 * MINUTE_MS);
      }
      expect(await setBacks()).toHaveLength(1);
      expect(newest(await bench().issue()).createdAtMs).toBeGreaterThan(START_MS);
    });
  });
}
