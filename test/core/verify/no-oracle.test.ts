/** Until the secret matches there is one answer, whatever is true of the id (testing.md, "no oracle"). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verifier } from '../../../src-core/verify/verifier.ts';
import { forgedTokens, malformedTokens } from './forged-tokens.ts';
import { at, CTX, HOUR_MS, openVerifyBench, T0, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
let verifier: Verifier;
/** One key in each state, with its token. */
const states: Record<string, string> = {};

beforeAll(async () => {
  bench = await openVerifyBench();
  verifier = bench.verifier();
  const why = { code: 'other', note: null } as const;
  states.active = (await bench.issue()).token;
  const revoked = await bench.issue();
  await bench.store.revokeKey(revoked.key.id, why, CTX);
  const disabled = await bench.issue();
  await bench.store.setKeyDisabled(disabled.key.id, true, CTX);
  const retired = await bench.issue();
  await bench.rotate(retired.key.id, { graceMs: 0 });
  Object.assign(states, {
    revoked: revoked.token,
    disabled: disabled.token,
    retired: retired.token,
    expired: (await bench.issue({ expires: at(T0 + 1_000) })).token,
    'not yet valid': (await bench.issue({ notBefore: at(T0 + HOUR_MS) })).token,
    limited: (await bench.issue({ limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }] })).token,
  });
  bench.clock.step(2_000);
});
afterAll(() => bench.close());

async function answerWithoutId(token: string): Promise<string> {
  const { decisionId, ...answer } = await verifier.verify({ token });
  expect(decisionId).toMatch(/^dec_[0-9A-Za-z]{22}$/);
  return JSON.stringify(answer);
}

describe('no oracle', () => {
  it('answers every unknown id and every wrong secret alike, in every state of the key', async () => {
    const stranger = (await bench.issue()).token;
    const answers = new Map<string, string[]>();
    for (const [state, token] of Object.entries(states)) {
      for (const [name, forged] of Object.entries(forgedTokens(token, stranger))) {
        const answer = await answerWithoutId(forged);
        answers.set(answer, [...(answers.get(answer) ?? []), `${state}: ${name}`]);
      }
    }
    expect([...answers.keys()]).toHaveLength(1);
    const [only = ''] = answers.keys();
    expect(JSON.parse(only)).toMatchObject({
      outcome: 'unknown',
      status: 401,
      keyId: null,
      name: null,
    });
    expect(answers.get(only)?.length).toBeGreaterThan(400);
  });

  it('control: the right secret of each key gets an answer of its own', async () => {
    const outcomes = await Promise.all(
      Object.entries(states).map(async ([state, token]) => [
        state,
        (await verifier.verify({ token })).outcome,
      ]),
    );
    expect(Object.fromEntries(outcomes)).toEqual({
      active: 'valid',
      revoked: 'revoked',
      disabled: 'disabled',
      retired: 'retired',
      expired: 'expired',
      'not yet valid': 'not-yet-valid',
      limited: 'valid',
    });
  });

  it('answers every malformed token alike, without asking the store', async () => {
    const silent = bench.reader();
    const deaf = bench.verifier({
      reader: {
        ...silent,
        storeId: silent.storeId,
        changeMark: () => {
          throw new Error('the store was asked');
        },
      },
    });
    const answers = new Set<string>();
    for (const [name, token] of Object.entries(malformedTokens(states.active ?? ''))) {
      const { decisionId: _id, ...answer } = await deaf.verify({ token });
      expect([name, answer.outcome]).toEqual([name, 'malformed']);
      answers.add(JSON.stringify(answer));
    }
    expect(answers.size).toBe(1);
  });

  it('never repeats a decision id', async () => {
    const ids = new Set<string>();
    for (let round = 0; round < 2_000; round += 1) {
      ids.add((await verifier.verify({ token: 'nonsense' })).decisionId);
    }
    expect(ids.size).toBe(2_000);
  });
});
