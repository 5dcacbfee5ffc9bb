import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideGcra, paceOf } from '../../../src-core/limits/gcra.ts';
import { scaled } from '../../scale.ts';

const rates = fc.record({
  name: fc.constant('rate'),
  limit: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000 })),
  periodMs: fc.integer({ min: 1_000, max: 31_536_000_000 }),
});
const calls = fc.array(
  fc.record({
    waitUs: fc.integer({ min: 0, max: 2_000_000 }),
    cost: fc.integer({ min: 1, max: 8 }),
  }),
  { minLength: 1, maxLength: 80 },
);

describe('GCRA properties', () => {
  it('never admits more in any window than the limit and what the window gives back', () => {
    fc.assert(
      fc.property(rates, calls, (rate, arrivals) => {
        const pace = paceOf(rate);
        const taken: { atUs: number; cost: number }[] = [];
        let [nowUs, tatUs] = [1_000_000, 0];
        for (const { waitUs, cost } of arrivals) {
          nowUs += waitUs;
          const decision = decideGcra(pace, tatUs, { nowUs, cost });
          tatUs = decision.tatUs;
          if (decision.isAllowed) taken.push({ atUs: nowUs, cost });
        }
        for (const [index, { atUs }] of taken.entries()) {
          let sum = 0;
          for (const later of taken.slice(index)) {
            sum += later.cost;
            const given = (later.atUs - atUs) / pace.intervalUs;
            expect(sum).toBeLessThanOrEqual(rate.limit + given + 1e-6);
          }
        }
      }),
      { numRuns: scaled(300) },
    );
  });

  it('admits the call at its retry instant and never a microsecond earlier', () => {
    fc.assert(
      fc.property(rates, calls, (rate, arrivals) => {
        const pace = paceOf(rate);
        let [nowUs, tatUs] = [1_000_000, 0];
        for (const { waitUs, cost } of arrivals) {
          nowUs += waitUs;
          const decision = decideGcra(pace, tatUs, { nowUs, cost });
          if (!decision.isAllowed && decision.retryUs !== null) {
            const then = nowUs + decision.retryUs;
            expect(decideGcra(pace, tatUs, { nowUs: then, cost }).isAllowed).toBe(true);
            expect(decideGcra(pace, tatUs, { nowUs: then - 1, cost }).isAllowed).toBe(false);
          }
          tatUs = decision.tatUs;
        }
      }),
      { numRuns: scaled(300) },
    );
  });

  it('is whole again at its reset instant, and remaining is what can still be taken at once', () => {
    fc.assert(
      fc.property(rates, calls, (rate, arrivals) => {
        const pace = paceOf(rate);
        let [nowUs, tatUs] = [1_000_000, 0];
        for (const { waitUs, cost } of arrivals) {
          nowUs += waitUs;
          const { tatUs: after, remaining, resetUs } = decideGcra(pace, tatUs, { nowUs, cost });
          tatUs = after;
          const take = (at: number, amount: number) =>
            decideGcra(pace, tatUs, { nowUs: at, cost: amount }).isAllowed;
          expect(take(nowUs, remaining)).toBe(true);
          expect(take(nowUs, remaining + 1)).toBe(false);
          expect(take(nowUs + resetUs, rate.limit)).toBe(true);
          if (resetUs > 0) expect(take(nowUs + resetUs - 1, rate.limit)).toBe(false);
        }
      }),
      { numRuns: scaled(300) },
    );
  });
});
