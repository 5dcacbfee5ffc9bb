/** What a thousand times as many keys in the store cost a verification: the median latency over the same number of keys in use. */
import {
  assertVerifies,
  fullRequest,
  openFixtureVerifier,
  spreadIndexes,
} from '../fixtures/open-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeEachCall } from '../measure/time-calls.ts';
import { atMost, type BenchContext, microseconds, type Row } from './bench-case.ts';

const HOT_KEYS = 1_000;

export const verifyGrowth = {
  name: 'verify-growth',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 20_000 : 1_000_000;
    const [many, few] = [await openHot(ctx, size), await openHot(ctx, 1_000)];
    const count = ctx.isQuick ? 4_000 : 20_000;
    const costs = await runRounds(ctx.isQuick ? 5 : 21, {
      many: async () => quantile(await timeEachCall(count, many.verify), 0.5),
      few: async () => quantile(await timeEachCall(count, few.verify), 0.5),
    });
    many.close();
    few.close();
    return [
      {
        what: `in-process verify, p50 at ${size.toLocaleString('en')} keys ÷ p50 at 1,000`,
        target: atMost(1.3),
        measured: ratioOf(costs.many, costs.few),
        detail: `${microseconds(quantile(costs.many, 0.5))} against ${microseconds(quantile(costs.few, 0.5))}`,
      },
    ];
  },
};

async function openHot(ctx: BenchContext, size: number) {
  const fixture = await openStoreFixture(ctx.cacheDir, size);
  const tokens = spreadIndexes(size, HOT_KEYS).map((index) => fixture.keyAt(index).token);
  const { verifier, close } = openFixtureVerifier(fixture, { workDir: ctx.workDir });
  for (const token of tokens) await assertVerifies(verifier, token);
  const requests = tokens.map(fullRequest);
  return {
    verify: (index: number) => verifier.verify(requests[index % HOT_KEYS] ?? fullRequest('')),
    close,
  };
}
