import { beforeEach, describe, expect, it } from 'vitest';
import { decideGcra, paceOf } from '../../../src-core/limits/gcra.ts';
import type { Admission, Limiter } from '../../../src-core/limits/limiter.ts';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import type { KeyId } from '../../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../../src-shared/limits/rate.ts';
import { scaled } from '../../scale.ts';
import { HOUR_MS, type SteppedClock, steppedClock, T0 } from '../verify/verify-bench.ts';

const KEY = 'key_0000000000000000000001' as KeyId;
const OTHER = 'key_0000000000000000000002' as KeyId;
const TEN: RateLimit = { name: 'rate', limit: 10, periodMs: 60_000 };

let clock: SteppedClock;
let limiter: Limiter;

beforeEach(() => {
  clock = steppedClock();
  limiter = createMemoryLimiter({ clock });
});

interface Call {
  readonly keyId?: KeyId;
  readonly limits?: readonly RateLimit[];
  readonly cost?: number;
  readonly requestId?: string | null;
}

async function spend(call: Call = {}, on: Limiter = limiter): Promise<Admission> {
  return on.spend({ keyId: KEY, limits: [TEN], cost: 1, requestId: null, ...call });
}

async function admitted(calls: number, call: Call = {}): Promise<number> {
  const answers = await Promise.all(Array.from({ length: calls }, () => spend(call)));
  return answers.filter(({ isAdmitted }) => isAdmitted).length;
}

describe('memory limiter', () => {
  it('admits exactly the limit on a frozen clock, per key', async () => {
    expect(await admitted(50)).toBe(10);
    expect(await admitted(50, { keyId: OTHER })).toBe(10);
  });

  it('admits exactly the limit under four concurrent clients, in every of 20 rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const keyId = `key_${String(round).padStart(22, '0')}` as KeyId;
      expect(await raceFourClients(limiter, keyId)).toBe(10);
    }
  });

  it('control: a limiter that reads, waits and then writes admits too much', async () => {
    expect(await raceFourClients(readThenWriteLimiter(clock), KEY)).toBeGreaterThanOrEqual(20);
  });

  it('checks all limits before it takes from any', async () => {
    const both = { limits: [TEN, { name: 'daily', limit: 3, periodMs: 24 * HOUR_MS }] };
    expect(await admitted(20, both)).toBe(3);
    const refused = await spend(both);
    expect(refused.standings.map(({ name, remaining }) => [name, remaining])).toEqual([
      ['rate', 7],
      ['daily', 0],
    ]);
    expect(refused.retryMs).toBe(8 * HOUR_MS);
  });

  it('waits for the slowest limit, and for ever where the cost exceeds one', async () => {
    await spend({ cost: 10 });
    expect((await spend()).retryMs).toBe(6_000);
    expect((await spend({ cost: 11 })).retryMs).toBe(null);
  });

  it('takes the whole cost or nothing', async () => {
    expect((await spend({ cost: 7 })).standings[0]?.remaining).toBe(3);
    expect(await spend({ cost: 4 })).toMatchObject({ isAdmitted: false });
    expect((await spend({ cost: 3 })).standings[0]?.remaining).toBe(0);
  });

  it('attack: setting the wall clock back or forward an hour gives no free call and blocks nobody', async () => {
    expect(await admitted(10)).toBe(10);
    clock.setWall(T0 - HOUR_MS);
    expect(await admitted(10)).toBe(0);
    clock.setWall(T0 + HOUR_MS);
    expect(await admitted(10)).toBe(0);
    clock.step(6_000);
    expect(await admitted(10)).toBe(1);
  });

  it('counts one request id once per key for a minute', async () => {
    const retry = { requestId: 'r1' };
    expect((await spend(retry)).standings[0]?.remaining).toBe(9);
    expect((await spend(retry)).standings[0]?.remaining).toBe(9);
    expect((await spend({ ...retry, keyId: OTHER })).standings[0]?.remaining).toBe(9);
    clock.step(59_999);
    expect((await spend(retry)).standings[0]?.remaining).toBe(10);
    clock.step(1);
    expect((await spend(retry)).standings[0]?.remaining).toBe(9);
  });

  it('admits the retry of an admitted request although the limit is spent, and tries a refused one again', async () => {
    await spend({ requestId: 'r1', cost: 10 });
    expect((await spend({ requestId: 'r1', cost: 10 })).isAdmitted).toBe(true);
    expect((await spend({ requestId: 'r2' })).isAdmitted).toBe(false);
    clock.step(6_000);
    expect((await spend({ requestId: 'r2' })).isAdmitted).toBe(true);
    expect((await spend()).isAdmitted).toBe(false);
  });

  it('goes on counting when a limit is edited', async () => {
    await spend({ cost: 6 });
    expect((await spend({ limits: [{ ...TEN, limit: 20 }] })).standings[0]?.remaining).toBe(13);
    expect((await spend({ limits: [{ ...TEN, limit: 8 }] })).standings[0]?.remaining).toBe(0);
    expect(await admitted(5, { limits: [{ ...TEN, limit: 8 }] })).toBe(0);
  });

  it('goes on counting when the period is edited alone, or the limit with its period', async () => {
    await spend({ cost: 6 });
    const slower = { limits: [{ ...TEN, periodMs: 600_000 }] };
    expect((await spend(slower)).standings).toEqual([
      { name: 'rate', limit: 10, remaining: 3, resetMs: 420_000 },
    ]);
    await spend({ keyId: OTHER, cost: 6 });
    const longer = { keyId: OTHER, limits: [{ ...TEN, limit: 20, periodMs: 120_000 }] };
    expect((await spend(longer)).standings).toEqual([
      { name: 'rate', limit: 20, remaining: 13, resetMs: 42_000 },
    ]);
  });

  it('admits a key without limits and holds nothing of it', async () => {
    const counting = createMemoryLimiter({ clock });
    const answer = await spend({ limits: [], requestId: 'r1' }, counting);
    expect(answer).toEqual({ isAdmitted: true, standings: [], retryMs: 0 });
    expect(counting.size()).toEqual({ buckets: 0, requestIds: 0 });
  });

  it('holds one bucket a limit, and an id only of an admitted call that has one', async () => {
    const counting = createMemoryLimiter({ clock });
    await spend({ cost: 10 }, counting);
    await spend({ requestId: 'r1' }, counting);
    expect(counting.size()).toEqual({ buckets: 1, requestIds: 0 });
    await spend({ keyId: OTHER, requestId: 'r1' }, counting);
    expect(counting.size()).toEqual({ buckets: 2, requestIds: 1 });
  });

  it('looks for whole buckets at the bound, and then at twice as many as that look left', async () => {
    const small = createMemoryLimiter({ clock, sweepAtBuckets: 3 });
    const sizeAfter = async (key: number, periodMs: number): Promise<number> => {
      const limits = [{ name: 'rate', limit: 1, periodMs }];
      await spend({ keyId: `key_${key}` as KeyId, limits }, small);
      return small.size().buckets;
    };
    const held = [];
    for (let key = 1; key <= 2; key += 1) held.push(await sizeAfter(key, 1_000));
    clock.step(1_000);
    for (let key = 3; key <= 8; key += 1) held.push(await sizeAfter(key, HOUR_MS));
    expect(held).toEqual([1, 2, 3, 2, 3, 4, 5, 6]);
    clock.step(HOUR_MS);
    expect(await sizeAfter(9, HOUR_MS)).toBe(1);
    for (let key = 10; key <= 12; key += 1) held.push(await sizeAfter(key, HOUR_MS));
    expect(held.slice(-3)).toEqual([2, 3, 4]);
  });

  it('drops whole buckets only, however many keys there are', async () => {
    const small = createMemoryLimiter({ clock, sweepAtBuckets: 100, maxRequestIds: 100 });
    await spend({ cost: 10 }, small);
    for (let index = 0; index < 5_000; index += 1) {
      clock.step(1);
      const keyId = `key_${String(index).padStart(22, 'x')}` as KeyId;
      const limits = [{ name: 'rate', limit: 1_000, periodMs: 1_000 }];
      await spend({ keyId, limits, requestId: `r${index}` }, small);
    }
    const { buckets, requestIds } = small.size();
    expect(buckets).toBeLessThanOrEqual(101);
    expect(requestIds).toBeLessThanOrEqual(100);
    expect((await spend({}, small)).isAdmitted).toBe(false);
  });

  it('keeps every bucket that is not whole', async () => {
    const small = createMemoryLimiter({ clock, sweepAtBuckets: 10 });
    const keys = Array.from({ length: 500 }, (_, index) => `key_${index}` as KeyId);
    for (const keyId of keys) await spend({ keyId, cost: 10 }, small);
    for (const keyId of keys) expect((await spend({ keyId }, small)).isAdmitted).toBe(false);
  });
});

/** Four clients, each awaiting its own calls, on one key with the limit of ten. */
async function raceFourClients(on: Limiter, keyId: KeyId): Promise<number> {
  let count = 0;
  const client = async (): Promise<void> => {
    for (let call = 0; call < scaled(100); call += 1) {
      if ((await spend({ keyId }, on)).isAdmitted) count += 1;
    }
  };
  await Promise.all([client(), client(), client(), client()]);
  return count;
}

/** What a limiter on a shared counter does without a script: read, decide, write back later. */
function readThenWriteLimiter(time: SteppedClock): Limiter {
  const tats = new Map<KeyId, number>();
  return {
    async spend({ keyId, limits, cost }) {
      const [rate] = limits;
      if (rate === undefined) return { isAdmitted: true, standings: [], retryMs: 0 };
      const tatUs = tats.get(keyId) ?? 0;
      await Promise.resolve();
      const decision = decideGcra(paceOf(rate), tatUs, { nowUs: time.monotonicMs() * 1_000, cost });
      tats.set(keyId, decision.tatUs);
      return { isAdmitted: decision.isAllowed, standings: [], retryMs: 0 };
    },
  };
}
