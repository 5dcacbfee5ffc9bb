/** Verifying a key that is not in the cache against the bare lookup of its row by primary key. */
import Sqlite from 'better-sqlite3';
import {
  assertVerifies,
  fullRequest,
  openFixtureVerifier,
  spreadIndexes,
} from '../fixtures/open-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeAsyncCalls, timeCalls } from '../measure/time-calls.ts';
import { atLeast, type BenchContext, microseconds, type Row } from './bench-case.ts';

export const verifyCold = {
  name: 'verify-cold',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 20_000 : 1_000_000;
    const fixture = await openStoreFixture(ctx.cacheDir, size);
    const keys = spreadIndexes(size, 20_000).map((index) => fixture.keyAt(index));
    const requests = keys.map(({ token }) => fullRequest(token));
    // One record is cached and the next call asks for another: every call reads the store.
    const options = { workDir: ctx.workDir, maxCachedRecords: 1 };
    const { verifier, close } = openFixtureVerifier(fixture, options);
    const db = new Sqlite(fixture.storeFile, { readonly: true });
    const lookup = db.prepare('SELECT * FROM versions WHERE id = ?');
    for (const { token, versionId } of keys) {
      await assertVerifies(verifier, token);
      lookup.get(versionId);
    }
    const forMs = ctx.isQuick ? 200 : 700;
    let at = 0;
    const next = (): number => (at = (at + 1) % keys.length);
    const costs = await runRounds(ctx.isQuick ? 5 : 21, {
      ours: () => timeAsyncCalls(forMs, () => verifier.verify(requests[next()] ?? never())),
      lookup: () => timeCalls(forMs, () => lookup.get(keys[next()]?.versionId) ?? never()),
    });
    close();
    db.close();
    return [
      {
        what: `cold verify, ${size.toLocaleString('en')} keys, ÷ a raw better-sqlite3 point lookup`,
        target: atLeast(0.4),
        measured: ratioOf(costs.lookup, costs.ours),
        detail: `${microseconds(quantile(costs.ours, 0.5))} against ${microseconds(quantile(costs.lookup, 0.5))}`,
      },
    ];
  },
};

function never(): never {
  throw new Error('a key of the fixture is not there');
}
