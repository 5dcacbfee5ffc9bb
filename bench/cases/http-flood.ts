/** A flood of tokens that are none: answered without asking the store, at nearly the speed of an echo. */
import { openFixtureVerifier } from '../fixtures/open-verifier.ts';
import { openStoreFixture, type StoreFixture } from '../fixtures/store-fixture.ts';
import { CONNECTIONS, describePair, startHttpBench } from '../http/http-bench.ts';
import { ratioOf } from '../measure/rounds.ts';
import { atLeast, atMost, type BenchContext, type Row } from './bench-case.ts';

const FORMS = 5_000;

export const httpFlood = {
  name: 'http-flood',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const size = ctx.isQuick ? 20_000 : 1_000_000;
    const fixture = await openStoreFixture(ctx.cacheDir, size);
    const tokens = Array.from({ length: FORMS }, (_, index) => brokenToken(fixture, index));
    const reads = await countReads(fixture, tokens, ctx);
    const bench = await startHttpBench(ctx, size);
    const { ours, echo } = await bench.compare(
      tokens.map((token) => JSON.stringify({ token })),
      ctx,
    );
    await bench.stop();
    const perSecond = (reports: typeof ours): number[] => reports.map((report) => report.perSecond);
    const share = reads / tokens.length;
    return [
      {
        what: `flood of malformed tokens, ${CONNECTIONS} connections, requests a second ÷ the echo`,
        target: atLeast(0.95),
        measured: ratioOf(perSecond(ours), perSecond(echo)),
        detail: describePair(ours, echo),
      },
      {
        what: 'flood of malformed tokens, calls to the store for each token',
        target: atMost(0, ''),
        measured: { median: share, low: share, high: share, rounds: 1 },
        detail: `${reads} for ${tokens.length.toLocaleString('en')} tokens`,
      },
    ];
  },
};

/** Wrong checksum, wrong length, wrong characters, no token at all. */
function brokenToken(fixture: StoreFixture, index: number): string {
  const { token } = fixture.keyAt(index % fixture.size);
  const forms = [
    `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
    token.slice(0, 40),
    `${token}${token}`,
    token.replaceAll('_', '-'),
    `guess ${index}`,
  ];
  return forms[index % forms.length] ?? '';
}

async function countReads(
  fixture: StoreFixture,
  tokens: readonly string[],
  ctx: BenchContext,
): Promise<number> {
  let reads = 0;
  const counted = <Result>(read: () => Result): Result => {
    reads += 1;
    return read();
  };
  const { verifier, close } = openFixtureVerifier(fixture, {
    workDir: ctx.workDir,
    wrap: (reader) => ({
      storeId: reader.storeId,
      changeMark: () => counted(() => reader.changeMark()),
      readFeed: (afterSeq, limit) => counted(() => reader.readFeed(afterSeq, limit)),
      readVersion: (versionId) => counted(() => reader.readVersion(versionId)),
      close: () => reader.close(),
    }),
  });
  for (const token of tokens) {
    const { outcome } = await verifier.verify({ token });
    if (outcome !== 'malformed') throw new Error(`a broken token is answered ${outcome}`);
  }
  const whileFlooded = reads;
  await verifier.verify({ token: fixture.keyAt(0).token });
  if (reads === whileFlooded) throw new Error('the count of reads does not count');
  close();
  return whileFlooded;
}
