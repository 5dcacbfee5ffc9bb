/** N3: the old version ends at min(its expiry, now + grace); valid strictly before, refused at the instant; and never again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rotation, VerificationStore } from '../../../../src-core/store/verification-store.ts';
import { versionStanding } from '../../../../src-shared/lifecycle/key-status.ts';
import type { KeyRecord, VersionRecord } from '../../../../src-shared/model/store-records.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { scaled } from '../../../scale.ts';
import { CTX } from '../store-fixture.ts';
import {
  DAY_MS,
  newest,
  StoreBench,
  type StoreFactory,
  type StoreUnderTest,
} from './store-under-test.ts';

const YEAR_MS = 365 * DAY_MS;
const RUNS = 150;

interface Scenario {
  readonly lifeMs: number | null;
  readonly waitMs: number;
  readonly graceMs: number;
  readonly isLeaked: boolean;
  /** Steps of the clock afterwards, back as well. */
  readonly stepsMs: readonly number[];
}

const spanMs = (maxMs: number) =>
  fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: maxMs }));

const scenario: fc.Arbitrary<Scenario> = fc.record({
  lifeMs: fc.option(spanMs(10 * YEAR_MS), { nil: null }),
  waitMs: fc.oneof(fc.constant(0), spanMs(60 * DAY_MS), fc.integer({ min: -YEAR_MS, max: 0 })),
  graceMs: fc.oneof(fc.constant(0), spanMs(30 * DAY_MS)),
  isLeaked: fc.boolean(),
  stepsMs: fc.array(fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }), { maxLength: 3 }),
});

/** The instant that the next mutation will be stamped with. */
async function storeNowMs(under: StoreUnderTest): Promise<number> {
  const { atUs } = await under.store.head();
  return Math.floor(Math.max(under.clock.nowMs() * 1_000, atUs + 1) / 1_000);
}

async function followScenario(bench: StoreBench, run: Scenario): Promise<void> {
  const { clock } = bench.under;
  const expires = run.lifeMs === null ? null : ({ kind: 'after', afterMs: run.lifeMs } as const);
  const key = await bench.issue({ expires });
  const { expiresAtMs } = newest(key);
  clock.advance(run.waitMs);
  const rotation = bench.rotation(key, { graceMs: run.graceMs, isLeaked: run.isLeaked });
  const nowMs = await storeNowMs(bench.under);
  if (expiresAtMs !== null && nowMs >= expiresAtMs) {
    expect(await codeOfAsync(() => bench.store.rotateKey(rotation, CTX))).toBe('key/expired');
    return;
  }
  const rotated = await bench.store.rotateKey(rotation, CTX);
  const wantedEndMs = run.isLeaked ? nowMs : Math.min(expiresAtMs ?? Infinity, nowMs + run.graceMs);
  expectEnd(versionOf(rotated, newest(key)), nowMs, wantedEndMs);
  await expectNoRevival(bench, { key: rotated, old: newest(key), endMs: wantedEndMs }, run.stepsMs);
}

function expectEnd(old: VersionRecord, nowMs: number, endMs: number): void {
  const usableAt = (atMs: number) => versionStanding(old, atMs) === 'usable';
  expect([nowMs, endMs - 1].filter((atMs) => atMs < endMs && atMs >= nowMs).every(usableAt)).toBe(
    true,
  );
  expect([endMs, endMs + 1, endMs + YEAR_MS].some(usableAt)).toBe(false);
}

interface Retired {
  readonly key: KeyRecord;
  readonly old: VersionRecord;
  readonly endMs: number;
}

/** Once its end is reached, no rotation and no step of the clock makes the old version usable at the store's time. */
async function expectNoRevival(
  bench: StoreBench,
  of: Retired,
  stepsMs: readonly number[],
): Promise<void> {
  let isEnded = false;
  for (const stepMs of stepsMs) {
    bench.under.clock.advance(stepMs);
    const nowMs = await storeNowMs(bench.under);
    isEnded ||= nowMs >= of.endMs;
    const code = await codeOfAsync(() => bench.rotate(of.key, { graceMs: DAY_MS }));
    const old = versionOf(await bench.key(of.key), of.old);
    const isUsable = versionStanding(old, await storeNowMs(bench.under)) === 'usable';
    expect({ isUsable, code }).toEqual({ isUsable: !isEnded, code });
  }
}

function versionOf(key: KeyRecord, version: VersionRecord): VersionRecord {
  const found = key.versions.find(({ id }) => id === version.id);
  if (found === undefined) throw new Error(`version ${version.id} is gone`);
  return found;
}

/** Runs the property on one store for all its runs, so that its time only ever grows. */
async function checkGrace(
  factory: StoreFactory,
  wrap: (store: VerificationStore) => VerificationStore,
  runs: number,
): Promise<fc.RunDetails<[Scenario]>> {
  const under = await factory();
  const bench = new StoreBench({ ...under, store: wrap(under.store) });
  const property = fc.asyncProperty(scenario, (run) => followScenario(bench, run));
  try {
    return await fc.check(property, { numRuns: runs, endOnFailure: true });
  } finally {
    await under.remove();
  }
}

/** An adapter that forgets the old expiry: the fault that N3 is about. */
function forgetsExpiry(store: VerificationStore): VerificationStore {
  const rotateKey = async (rotation: Rotation, ctx: typeof CTX): Promise<KeyRecord> => {
    const key = await store.rotateKey(rotation, ctx);
    const [successor] = key.versions;
    const versions = key.versions.map((version) =>
      version.state === 'retiring'
        ? {
            ...version,
            expiresAtMs: null,
            endsAtMs: (successor?.createdAtMs ?? 0) + rotation.graceMs,
          }
        : version,
    );
    return { ...key, versions };
  };
  return overriding(store, { rotateKey });
}

/** An adapter that ends grace one millisecond late. */
function endsLate(store: VerificationStore): VerificationStore {
  const rotateKey = async (rotation: Rotation, ctx: typeof CTX): Promise<KeyRecord> => {
    const key = await store.rotateKey(rotation, ctx);
    const versions = key.versions.map((version) =>
      version.endsAtMs === null ? version : { ...version, endsAtMs: version.endsAtMs + 1 },
    );
    return { ...key, versions };
  };
  return overriding(store, { rotateKey });
}

function overriding(
  store: VerificationStore,
  methods: Partial<VerificationStore>,
): VerificationStore {
  return new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
}

export function describeGrace(factory: StoreFactory, share: number): void {
  describe('grace', () => {
    it('ends at min(old expiry, now + grace), to the millisecond, and is never revived', async () => {
      const report = await checkGrace(factory, (store) => store, scaled(RUNS * share));
      expect(fc.defaultReportMessage(report)).toBeUndefined();
    });

    it('is checked by a property that catches an adapter which forgets the old expiry', async () => {
      expect((await checkGrace(factory, forgetsExpiry, 150)).failed).toBe(true);
    });

    it('is checked by a property that catches an end one millisecond late', async () => {
      expect((await checkGrace(factory, endsLate, 150)).failed).toBe(true);
    });
  });
}
