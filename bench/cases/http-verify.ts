/** `POST /v1/verify` over loopback against a bare Fastify that answers with the same body. */
import { fullRequest, spreadIndexes } from '../fixtures/open-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { CONNECTIONS, describePair, startHttpBench } from '../http/http-bench.ts';
import { ratioOf } from '../measure/rounds.ts';
import { atLeast, atMost, type BenchContext, type Row } from './bench-case.ts';

const HOT_KEYS = 8_000;

export const httpVerify = {
  name: 'http-verify',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 20_000 : 1_000_000;
    const fixture = await openStoreFixture(ctx.cacheDir, size);
    const bodies = spreadIndexes(size, HOT_KEYS).map((index) =>
      JSON.stringify(fullRequest(fixture.keyAt(index).token)),
    );
    const bench = await startHttpBench(ctx, size);
    const { ours, echo } = await bench.compare(bodies, ctx);
    await bench.stop();
    const per = (name: 'perSecond' | 'p99Us', reports: typeof ours): number[] =>
      reports.map((report) => report[name]);
    const detail = describePair(ours, echo);
    const what = `HTTP verify, ${CONNECTIONS} connections, ${size.toLocaleString('en')} keys`;
    return [
      {
        what: `${what}, requests a second ÷ a bare Fastify echo of the same body`,
        target: atLeast(0.85),
        measured: ratioOf(per('perSecond', ours), per('perSecond', echo)),
        detail,
      },
      {
        what: `${what}, p99 ÷ the echo's p99`,
        target: atMost(2),
        measured: ratioOf(per('p99Us', ours), per('p99Us', echo)),
        detail,
      },
    ];
  },
};
