/**
 * The server at half of what it can answer, for as long as asked: memory and errors. The slope is the straight line through the samples
 * of the second half, by least squares, with its standard error; before, each key was used twice and the heap settled in the first half.
 * Garbage is collected before each sample.
 */
import { fullRequest, spreadIndexes } from '../fixtures/open-verifier.ts';
import { openStoreFixture } from '../fixtures/store-fixture.ts';
import { CONNECTIONS, type HttpBench, startHttpBench } from '../http/http-bench.ts';
import { atMost, type BenchContext, type Row } from './bench-case.ts';

const SIZE = 20_000;
const WARM_UP_SHARE = 0.5;
const MIB = 1_048_576;
const SETTLE_MS = 4_000;

interface Sample {
  readonly calls: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

export const soak = {
  name: 'soak',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const fixture = await openStoreFixture(ctx.cacheDir, SIZE);
    const bodies = spreadIndexes(SIZE, SIZE).map((index) =>
      JSON.stringify(fullRequest(fixture.keyAt(index).token)),
    );
    const bench = await startHttpBench(ctx, SIZE);
    const minutes = ctx.isQuick ? 0.25 : ctx.soakMinutes;
    const samples = await collect(bench, { bodies, minutes, ctx });
    await bench.stop();
    const length = minutes >= 60 ? `${minutes} min` : `SHORT: ${minutes} min instead of 60`;
    const calls = (samples.at(-1)?.calls ?? 0) / 1_000_000;
    const row = (of: string, read: (sample: Sample) => number, target: number): Row => {
      const slope = slopePerMillion(samples, read);
      return {
        what: `soak at half load (${length}), growth of ${of} for a million calls`,
        target: atMost(target, ' MB'),
        measured: {
          median: slope.value,
          low: slope.value - slope.error,
          high: slope.value + slope.error,
          rounds: samples.length,
        },
        ...(minutes >= 60 ? {} : { notJudged: 'shorter than an hour' }),
        detail: `${calls.toFixed(2)} million calls, no error; ${describe(samples, read)}`,
      };
    };
    return [
      row('the heap', (sample) => sample.heapBytes, 1),
      row('resident memory', (sample) => sample.residentBytes, 1),
    ];
  },
};

interface SoakPlan {
  readonly bodies: readonly string[];
  readonly minutes: number;
  readonly ctx: BenchContext;
}

/** Any answer but 200 throws. */
async function collect(bench: HttpBench, { bodies, minutes, ctx }: SoakPlan): Promise<Sample[]> {
  const order = { url: bench.serverUrl, connections: CONNECTIONS, bodies };
  let calls = 0;
  while (calls < 2 * bodies.length) {
    calls += (await bench.load({ ...order, durationMs: SETTLE_MS, ratePerSecond: null })).requests;
  }
  const full = await bench.load({ ...order, durationMs: SETTLE_MS, ratePerSecond: null });
  const ratePerSecond = full.perSecond / 2;
  const durationMs = Math.max(1_000, Math.min(15_000, (minutes * 60_000) / 40));
  const endMs = performance.now() + minutes * 60_000;
  const samples: Sample[] = [];
  calls += full.requests;
  while (performance.now() < endMs) {
    calls += (await bench.load({ ...order, durationMs, ratePerSecond })).requests;
    const { heapBytes, residentBytes } = await bench.serverUsage();
    samples.push({ calls, heapBytes, residentBytes });
    ctx.note(
      `soak: ${calls} calls, heap ${toMb(heapBytes)} MB, resident ${toMb(residentBytes)} MB`,
    );
  }
  return samples;
}

interface Slope {
  /** Megabytes a million calls. */
  readonly value: number;
  /** Standard error of the value; NaN for fewer than three samples. */
  readonly error: number;
}

function slopePerMillion(samples: readonly Sample[], read: (sample: Sample) => number): Slope {
  const kept = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const meanOf = (of: (sample: Sample) => number): number =>
    kept.reduce((sum, sample) => sum + of(sample), 0) / kept.length;
  const meanCalls = meanOf(({ calls }) => calls);
  const meanBytes = meanOf(read);
  const covariance = meanOf((sample) => (sample.calls - meanCalls) * (read(sample) - meanBytes));
  const variance = meanOf(({ calls }) => (calls - meanCalls) ** 2);
  const perCall = covariance / variance;
  const residue = meanOf(
    (sample) => (read(sample) - meanBytes - perCall * (sample.calls - meanCalls)) ** 2,
  );
  const error = Math.sqrt(residue / variance / (kept.length - 2));
  const perMillion = 1_000_000 / MIB;
  return { value: perCall * perMillion, error: error * perMillion };
}

function describe(samples: readonly Sample[], read: (sample: Sample) => number): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return 'no sample';
  return `${toMb(read(first))} MB at first, ${toMb(read(last))} MB at last`;
}

function toMb(bytes: number): string {
  return (bytes / MIB).toFixed(1);
}
