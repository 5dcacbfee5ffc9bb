/** Random histories of one store: whatever is done in whatever order, the state machine's invariants and the log hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../../../src-core/audit/verify-chain.ts';
import type { VersionState } from '../../../../src-shared/model/store-records.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { scaled } from '../../../scale.ts';
import { readState, replayLog } from '../log-replay.ts';
import { CTX, fixedStoreKeys, newKey } from '../store-fixture.ts';
import { DAY_MS, HOUR_MS, StoreBench, type StoreFactory } from './store-under-test.ts';

const RUNS = scaled(25);
const WHY = { code: 'other', note: null } as const;

type Act = (bench: StoreBench, key: number) => Promise<unknown>;

const pick = async (bench: StoreBench, index: number) => {
  const keys = await bench.store.listKeys({});
  return keys[index % Math.max(1, keys.length)] ?? (await bench.issue());
};

const ACTS: Readonly<Record<string, Act>> = {
  issue: (bench) => bench.issue(),
  'issue for a day': (bench) => bench.issue({ expires: { kind: 'after', afterMs: DAY_MS } }),
  'issue three at once': async (bench) => {
    const api = await bench.api();
    const keys = [1, 2, 3].map((n) => newKey(bench.under.random, api.id, { name: `batch ${n}` }));
    return bench.store.issueKeys(keys, CTX);
  },
  rotate: async (bench, key) => bench.rotate(await pick(bench, key)),
  'rotate without grace': async (bench, key) =>
    bench.rotate(await pick(bench, key), { graceMs: 0 }),
  'rotate, leaked': async (bench, key) => bench.rotate(await pick(bench, key), { isLeaked: true }),
  finish: async (bench, key) => bench.store.finishRotation((await pick(bench, key)).id, CTX),
  extend: async (bench, key) =>
    bench.store.extendRotation((await pick(bench, key)).id, HOUR_MS, CTX),
  'roll back': async (bench, key) => bench.store.rollBackRotation((await pick(bench, key)).id, CTX),
  'revoke a version': async (bench, key) => {
    const { versions } = await pick(bench, key);
    const version = versions[key % versions.length];
    return version === undefined ? null : bench.store.revokeVersion(version.id, WHY, CTX);
  },
  'revoke the key': async (bench, key) =>
    bench.store.revokeKey((await pick(bench, key)).id, WHY, CTX),
  disable: async (bench, key) => bench.store.setKeyDisabled((await pick(bench, key)).id, true, CTX),
  enable: async (bench, key) => bench.store.setKeyDisabled((await pick(bench, key)).id, false, CTX),
  'half an hour': async (bench) => bench.under.clock.advance(HOUR_MS / 2),
  'a day': async (bench) => bench.under.clock.advance(DAY_MS),
  'clock set back': async (bench) => bench.under.clock.advance(-2 * HOUR_MS),
};

const history = fc.array(
  fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), key: fc.nat({ max: 5 }) }),
  { minLength: 5, maxLength: 40 },
);

/** Which states may follow a state, in one or more steps. */
const MAY_FOLLOW: Readonly<Record<VersionState, readonly VersionState[]>> = {
  pending: ['pending', 'active', 'retiring', 'retired', 'revoked'],
  active: ['active', 'retiring', 'retired', 'revoked'],
  retiring: ['retiring', 'active', 'retired', 'revoked'],
  retired: ['retired', 'revoked'],
  revoked: ['revoked'],
};

export type StatesById = ReadonlyMap<string, VersionState>;

/** What is wrong with the step from one picture of the versions to the next; empty where nothing is. */
export function stepFaults(before: StatesById, after: StatesById): string[] {
  return [...before].flatMap(([id, state]) => {
    const next = after.get(id);
    if (next === undefined) return [`${id} is gone`];
    return MAY_FOLLOW[state].includes(next) ? [] : [`${id} went from ${state} to ${next}`];
  });
}

async function versionStates(bench: StoreBench): Promise<StatesById> {
  const keys = await bench.store.listKeys({});
  for (const key of keys) {
    for (const state of ['active', 'pending', 'retiring'] as const) {
      const held = key.versions.filter((version) => version.state === state);
      if (held.length > 1) throw new Error(`${key.id} has ${held.length} ${state} versions`);
    }
  }
  return new Map(keys.flatMap((key) => key.versions.map(({ id, state }) => [id, state])));
}

async function follow(bench: StoreBench, steps: readonly { act: string; key: number }[]) {
  await bench.api();
  let before = await versionStates(bench);
  let head = await bench.store.head();
  for (const { act, key } of steps) {
    await codeOfAsync(async () => ACTS[act]?.(bench, key));
    const after = await versionStates(bench);
    const next = await bench.store.head();
    const isHeadForward = next.atUs >= head.atUs && next.seq >= head.seq;
    const found = { act, faults: stepFaults(before, after), isHeadForward };
    expect(found).toEqual({ act, faults: [], isHeadForward: true });
    before = after;
    head = next;
  }
  expect(await readState(bench.store)).toEqual(replayLog(await bench.events()));
  const chain = { store: bench.store, keys: fixedStoreKeys(), checkpointsFile: null };
  expect(await verifyStoreChain(chain)).toMatchObject({ ok: true, events: head.seq });
}

export function describeHistories(factory: StoreFactory): void {
  describe('histories', () => {
    it('keep one active and one retiring version, lose no tombstone, and are told by the log', async () => {
      const property = fc.asyncProperty(history, async (steps) => {
        const under = await factory();
        try {
          await follow(new StoreBench(under), steps);
        } finally {
          await under.remove();
        }
      });
      const report = await fc.check(property, { numRuns: RUNS });
      expect(fc.defaultReportMessage(report)).toBeUndefined();
    });

    it('are checked by a rule that catches a revived, a lost and an undead version', () => {
      const at = (state: VersionState): StatesById => new Map([['v', state]]);
      expect(stepFaults(at('retired'), at('active'))).toHaveLength(1);
      expect(stepFaults(at('revoked'), at('active'))).toHaveLength(1);
      expect(stepFaults(at('revoked'), new Map())).toHaveLength(1);
      expect(stepFaults(at('retiring'), at('active'))).toEqual([]);
    });
  });
}
