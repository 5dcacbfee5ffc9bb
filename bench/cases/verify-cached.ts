/** Verifying in this process from the cache, with all checks on, against the least that is possible in Node. */
import {
  assertVerifies,
  fullRequest,
  openFixtureVerifier,
  spreadIndexes,
} from '../fixtures/open-verifier.ts';
import { createRawVerifier } from '../fixtures/raw-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeAsyncCalls, timeCalls } from '../measure/time-calls.ts';
import { atLeast, type BenchContext, microseconds, type Row } from './bench-case.ts';

/** Below the cache's 10,000 records. */
const HOT_KEYS = 8_000;

export const verifyCached = {
  name: 'verify-cached',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 20_000 : 1_000_000;
    const fixture = await openStoreFixture(ctx.cacheDir, size);
    const tokens = spreadIndexes(size, HOT_KEYS).map((index) => fixture.keyAt(index).token);
    const requests = tokens.map(fullRequest);
    const raw = createRawVerifier(fixture);
    const { verifier, close } = openFixtureVerifier(fixture, { workDir: ctx.workDir });
    for (const token of tokens) await assertVerifies(verifier, token);
    const forMs = ctx.isQuick ? 200 : 700;
    const costs = await runRounds(ctx.isQuick ? 5 : 21, {
      ours: () =>
        timeAsyncCalls(forMs, (index) => verifier.verify(requests[index % HOT_KEYS] ?? never())),
      raw: () => timeCalls(forMs, (index) => raw(tokens[index % HOT_KEYS] ?? '') || never()),
    });
    close();
    return [
      {
        what: `in-process verify, cached, all checks on, ${size.toLocaleString('en')} keys, ÷ raw HMAC-SHA-256 + Map + timingSafeEqual`,
        target: atLeast(0.35),
        measured: ratioOf(costs.raw, costs.ours),
        detail: `${microseconds(quantile(costs.ours, 0.5))} against ${microseconds(quantile(costs.raw, 0.5))}`,
      },
    ];
  },
};

function never(): never {
  throw new Error('a key of the fixture was not accepted');
}
