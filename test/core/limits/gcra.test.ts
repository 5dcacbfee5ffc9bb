import { describe, expect, it } from 'vitest';
import { carryOver, decideGcra, paceOf } from '../../../src-core/limits/gcra.ts';

const rate = (limit: number, periodMs: number) => paceOf({ name: 'rate', limit, periodMs });

describe('GCRA', () => {
  it('allows exactly the limit on a frozen clock, then nothing', () => {
    const pace = rate(100, 60_000);
    let tatUs = 0;
    const allowed = Array.from({ length: 250 }, () => {
      const decision = decideGcra(pace, tatUs, { nowUs: 5_000_000, cost: 1 });
      tatUs = decision.tatUs;
      return decision.isAllowed;
    });
    expect(allowed.filter(Boolean)).toHaveLength(100);
    expect(allowed.indexOf(false)).toBe(100);
  });

  it('gives one call back every period / limit, at the instant and not before', () => {
    const pace = rate(4, 1_000);
    const full = decideGcra(pace, 0, { nowUs: 0, cost: 4 });
    expect(full).toEqual({
      isAllowed: true,
      tatUs: 1_000_000,
      remaining: 0,
      resetUs: 1_000_000,
      retryUs: 0,
    });
    const early = decideGcra(pace, full.tatUs, { nowUs: 249_999, cost: 1 });
    expect(early).toMatchObject({ isAllowed: false, remaining: 0, retryUs: 1, tatUs: full.tatUs });
    expect(decideGcra(pace, full.tatUs, { nowUs: 250_000, cost: 1 }).isAllowed).toBe(true);
  });

  it('gives an admitted call no time to wait, however much is left', () => {
    expect(decideGcra(rate(4, 1_000), 0, { nowUs: 0, cost: 1 }).retryUs).toBe(0);
  });

  it('never gives back faster than the rate where the period does not divide evenly', () => {
    const pace = rate(3, 1_000);
    expect(pace.intervalUs).toBe(333_334);
    expect(decideGcra(pace, 0, { nowUs: 0, cost: 3 }).isAllowed).toBe(true);
    expect(decideGcra(pace, 0, { nowUs: 0, cost: 4 }).isAllowed).toBe(false);
  });

  it('says that a cost above the limit can never be paid', () => {
    expect(decideGcra(rate(10, 1_000), 0, { nowUs: 7, cost: 11 })).toMatchObject({
      isAllowed: false,
      retryUs: null,
      remaining: 10,
      resetUs: 0,
    });
  });

  it('holds at the ends of its range: 1 call a year, a million a second', () => {
    const yearly = rate(1, 31_536_000_000);
    const first = decideGcra(yearly, 0, { nowUs: 1_000, cost: 1 });
    expect(first.isAllowed).toBe(true);
    expect(decideGcra(yearly, first.tatUs, { nowUs: 1_001, cost: 1 })).toMatchObject({
      isAllowed: false,
      retryUs: 31_536_000_000_000 - 1,
    });
    expect(decideGcra(yearly, first.tatUs, { nowUs: 1_001, cost: 1_000_000 }).retryUs).toBe(null);
    const fast = rate(1_000_000, 1_000);
    expect(decideGcra(fast, 0, { nowUs: 0, cost: 1_000_000 })).toMatchObject({
      isAllowed: true,
      remaining: 0,
    });
  });

  it('attack: a clock set back an hour frees no call and blocks for one period at most', () => {
    const pace = rate(10, 60_000);
    const hourUs = 3_600_000_000;
    const full = decideGcra(pace, 0, { nowUs: 2 * hourUs, cost: 10 });
    const back = decideGcra(pace, full.tatUs, { nowUs: hourUs, cost: 1 });
    expect(back).toMatchObject({ isAllowed: false, retryUs: 6_000_000 });
    expect(decideGcra(pace, back.tatUs, { nowUs: hourUs + 6_000_000, cost: 1 }).isAllowed).toBe(
      true,
    );
  });

  it('keeps as many calls spent as were when a limit is edited', () => {
    const spentFive = decideGcra(rate(10, 60_000), 0, { nowUs: 0, cost: 5 }).tatUs;
    const left = (limit: number, periodMs: number) => {
      const to = rate(limit, periodMs);
      const tatUs = carryOver(rate(10, 60_000), to, { tatUs: spentFive, nowUs: 0 });
      return decideGcra(to, tatUs, { nowUs: 0, cost: 0 }).remaining;
    };
    expect(left(20, 60_000)).toBe(15);
    expect(left(10, 3_600_000)).toBe(5);
    expect(left(3, 60_000)).toBe(0);
  });
});
