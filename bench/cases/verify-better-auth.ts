/** Verifying in this process from the cache against better-auth's verifyApiKey on SQLite. */
import {
  assertVerifies,
  fullRequest,
  openFixtureVerifier,
  spreadIndexes,
} from '../fixtures/open-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeAsyncCalls } from '../measure/time-calls.ts';
import { openBetterAuthKeys } from '../peers/better-auth-keys.ts';
import { atLeast, type BenchContext, microseconds, type Row } from './bench-case.ts';

const HOT_KEYS = 8_000;

export const verifyBetterAuth = {
  name: 'verify-better-auth',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 20_000 : 1_000_000;
    const peerCount = ctx.isQuick ? 50 : 1_000;
    const fixture = await openStoreFixture(ctx.cacheDir, size);
    const requests = spreadIndexes(size, HOT_KEYS).map((index) =>
      fullRequest(fixture.keyAt(index).token),
    );
    const { verifier, close } = openFixtureVerifier(fixture, { workDir: ctx.workDir });
    for (const { token } of requests) await assertVerifies(verifier, token);
    const open = (isLimited: boolean) =>
      openBetterAuthKeys({
        path: `${ctx.workDir}/better-auth-${isLimited}.db`,
        count: peerCount,
        isLimited,
      });
    const [limited, unlimited] = [await open(true), await open(false)];
    const forMs = ctx.isQuick ? 200 : 1_000;
    const costs = await runRounds(ctx.isQuick ? 5 : 15, {
      ours: () =>
        timeAsyncCalls(forMs, (index) => verifier.verify(requests[index % HOT_KEYS] ?? never())),
      limited: () => timeAsyncCalls(forMs, limited.verify),
      unlimited: () => timeAsyncCalls(forMs, unlimited.verify),
    });
    for (const opened of [{ close }, limited, unlimited]) opened.close();
    const keys = `${size.toLocaleString('en')} keys, ÷ better-auth's verifyApiKey on SQLite (${peerCount.toLocaleString('en')} keys`;
    const row = (what: string, peer: readonly number[]): Row => ({
      what: `in-process verify, cached, all checks on, ${keys}, ${what})`,
      target: atLeast(150),
      measured: ratioOf(peer, costs.ours),
      detail: `${microseconds(quantile(costs.ours, 0.5))} against ${microseconds(quantile(peer, 0.5))}`,
    });
    return [row('its rate limit on', costs.limited), row('its rate limit off', costs.unlimited)];
  },
};

function never(): never {
  throw new Error('there is no such request');
}
