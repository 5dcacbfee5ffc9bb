/** N4: an explanation and the verification it is of agree, and an explanation spends and records nothing. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LimitPreview } from '../../../src-core/limits/limiter.ts';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import type { Verifier } from '../../../src-core/verify/verifier.ts';
import { CHECK_NAMES, type ExplainAnswer } from '../../../src-shared/contract/explain.ts';
import type { VerifyAnswer } from '../../../src-shared/contract/verify.ts';
import { scaled } from '../../scale.ts';
import { calls, type GeneratedCall, keysInEveryState } from './explain-world.ts';
import { openVerifyBench, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
let tokens: readonly string[];
beforeAll(async () => {
  bench = await openVerifyBench();
  tokens = await keysInEveryState(bench);
});
afterAll(() => bench.close());

/** The outcomes that this verifier can give, and the check that decides each. */
const DECIDED_BY: Readonly<Record<string, readonly (string | undefined)[]>> = {
  valid: [undefined],
  malformed: ['shape'],
  unknown: ['version', 'secret'],
  revoked: ['revocation'],
  retired: ['validity'],
  expired: ['validity'],
  'not-yet-valid': ['validity'],
  disabled: ['enabled'],
  'wrong-api': ['api'],
  'wrong-environment': ['environment'],
  'permission-denied': ['permissions'],
  'rate-limited': ['limits'],
};

interface World {
  readonly verifier: Verifier;
  /** Everything that a verification may leave behind. */
  readonly traces: () => unknown;
}

function openWorld(spends = false): World {
  const limiter = createMemoryLimiter({ clock: bench.clock });
  let uses = 0;
  const usage = {
    record: () => {
      uses += 1;
    },
  };
  const preview: LimitPreview = spends
    ? { preview: (spending) => limiter.spend(spending) }
    : limiter;
  const verifier = bench.verifier({ limiter, preview, usage, environments: ['live'] });
  return { verifier, traces: () => ({ ...limiter.size(), uses }) };
}

function verdict({ decisionId: _id, ...answer }: VerifyAnswer | ExplainAnswer): unknown {
  const { checks: _checks, ...rest } = answer as ExplainAnswer;
  return rest;
}

function assertChecks({ checks, outcome }: ExplainAnswer, token: string): void {
  expect(checks.map(({ check }) => check)).toEqual(CHECK_NAMES);
  const failed = checks.findIndex(({ result }) => result === 'failed');
  expect(DECIDED_BY[outcome]).toContain(checks[failed]?.check);
  const end = failed === -1 ? checks.length : failed;
  expect(checks.slice(0, end).every(({ result }) => result === 'passed')).toBe(true);
  expect(checks.slice(end + 1).every(({ result }) => result === 'not-reached')).toBe(true);
  const secret = token.slice(-43);
  expect(secret.length > 8 && JSON.stringify(checks).includes(secret.slice(0, 12))).toBe(false);
}

async function play({ verifier, traces }: World, call: GeneratedCall): Promise<VerifyAnswer> {
  bench.clock.step(call.stepMs);
  const before = traces();
  const explained: ExplainAnswer[] = [];
  for (let count = 0; count < call.explanations; count += 1) {
    explained.push(await verifier.explain(call.request));
  }
  expect(traces()).toEqual(before);
  const answer = await verifier.verify(call.request);
  for (const one of explained) {
    expect(verdict(one)).toEqual(verdict(answer));
    assertChecks(one, call.request.token);
  }
  return answer;
}

describe('explain', () => {
  it('says what verify then answers, on every generated request, and spends nothing', async () => {
    const world = openWorld();
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(calls(tokens), async (call) => {
        const { outcome } = await play(world, call);
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }),
      { numRuns: Math.max(1_000, scaled(1_000)) },
    );
    expect([...seen.keys()].toSorted()).toEqual(Object.keys(DECIDED_BY).toSorted());
    expect(Math.min(...seen.values())).toBeGreaterThanOrEqual(5);
  });

  it('control: an explanation that takes from the limits is caught', async () => {
    const world = openWorld(true);
    const property = fc.asyncProperty(
      calls(tokens),
      async (call) => void (await play(world, call)),
    );
    expect((await fc.check(property, { numRuns: 300 })).failed).toBe(true);
  });
});
