/** What an explanation says, check by check. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import { type ExplainAnswer, explainAnswerSchema } from '../../../src-shared/contract/explain.ts';
import { forgedTokens } from './forged-tokens.ts';
import { at, CTX, HOUR_MS, openVerifyBench, T0, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
beforeAll(async () => {
  bench = await openVerifyBench();
});
afterAll(() => bench.close());

function decided({ checks }: ExplainAnswer): string | null {
  const failed = checks.find(({ result }) => result === 'failed');
  return failed === undefined ? null : `${failed.check}: ${failed.sentence} [${failed.fact}]`;
}

describe('explain', () => {
  it('passes every check of a good request and names the facts', async () => {
    const { token, key, versionId } = await bench.issue({
      permissions: ['invoices.*'],
      limits: [{ name: 'rate', limit: 5, periodMs: 60_000 }],
      expires: at(T0 + 900 * HOUR_MS),
    });
    const verifier = bench.verifier();
    const request = { token, api: 'acme', environment: 'live', permissions: 'invoices.read' };
    const answer = explainAnswerSchema.parse(await verifier.explain(request));
    expect(answer).toMatchObject({ outcome: 'valid', keyId: key.id });
    expect(answer.checks.map(({ check, fact }) => [check, fact])).toEqual([
      ['shape', `acme_live_${versionId}_••••••••`],
      ['version', `version ${versionId}`],
      ['secret', null],
      ['revocation', `key ${key.id}`],
      ['validity', 'expires 2026-07-09T00:00:00.000Z'],
      ['enabled', 'key "billing worker"'],
      ['api', 'key of the API "acme"'],
      ['environment', 'key of the environment live'],
      ['permissions', 'granted by invoices.*'],
      ['limits', 'rate: 4 of 5 left'],
    ]);
  });

  it('names the permission that is missing, and the one that was excluded', async () => {
    const { token } = await bench.issue({ permissions: ['invoices.*'] });
    const verifier = bench.verifier();
    const ask = async (permissions: unknown) =>
      decided(await verifier.explain({ token, permissions }));
    expect(await ask(['invoices.read', 'billing.read@eu'])).toContain(
      '[billing.read@eu is not granted]',
    );
    expect(await ask({ all: ['invoices.read', { not: 'invoices.write' }] })).toContain(
      '[invoices.write is granted and was excluded]',
    );
    expect(await ask({ any: ['a.b', 'c.d'] })).toContain(
      'none of 2 alternatives is granted: a.b, c.d',
    );
  });

  it('tells an id that is not in the store from a wrong secret, and names no key for either', async () => {
    const [mine, theirs] = [await bench.issue(), await bench.issue()];
    const verifier = bench.verifier();
    const found = new Set<string>();
    for (const token of Object.values(forgedTokens(mine.token, theirs.token))) {
      const answer = await verifier.explain({ token });
      expect([answer.outcome, answer.keyId, JSON.stringify(answer).includes('key_')]).toEqual([
        'unknown',
        null,
        false,
      ]);
      found.add(answer.checks.find(({ result }) => result === 'failed')?.check ?? '');
    }
    expect([...found].toSorted()).toEqual(['secret', 'version']);
  });

  it.each([
    ['', 'shape: The text is too short to be a key; a key has 68 to 92 characters. [0 characters]'],
    [
      'x'.repeat(200),
      'shape: The text is too long to be a key; a key has 68 to 92 characters. [null]',
    ],
    ['x'.repeat(80), 'shape: It is as long as a key'],
  ])('says why %j is no key', async (token, words) => {
    expect(decided(await bench.verifier().explain({ token }))).toContain(words);
  });

  it('tells white space and a mistyped character from other faults of shape', async () => {
    const { token } = await bench.issue();
    const verifier = bench.verifier();
    expect(decided(await verifier.explain({ token: `${token}\n` }))).toContain('white space');
    const mistyped = token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a');
    expect(decided(await verifier.explain({ token: mistyped }))).toContain('checksum');
  });

  it('tells a revoked key from a revoked version, and an early time by its instant', async () => {
    const [key, leaked] = [await bench.issue(), await bench.issue()];
    await bench.store.revokeKey(key.key.id, { code: 'other', note: null }, CTX);
    await bench.rotate(leaked.key.id, { isLeaked: true });
    const early = await bench.issue({ notBefore: at(T0 + HOUR_MS) });
    const verifier = bench.verifier();
    const of = async (token: string) => decided(await verifier.explain({ token }));
    expect(await of(key.token)).toContain(
      `The key is revoked, with all its versions. [key ${key.key.id}]`,
    );
    expect(await of(leaked.token)).toContain('This version of the key is revoked.');
    expect(await of(early.token)).toContain(
      '[begins 2026-06-01T13:00:00.000Z; it is 2026-06-01T12:00:00.000Z]',
    );
  });

  it('says which limit has no room and when it will have', async () => {
    const limits = [
      { name: 'burst', limit: 1, periodMs: 10_000 },
      { name: 'hour', limit: 9, periodMs: HOUR_MS },
    ];
    const { token } = await bench.issue({ limits });
    const verifier = bench.verifier();
    await verifier.verify({ token });
    expect(decided(await verifier.explain({ token }))).toBe(
      'limits: A limit of the key has no room; it will in 10 s. [burst: 0 of 1 left]',
    );
    expect(decided(await verifier.explain({ token, cost: 4 }))).toContain('ever holds');
  });

  it('changes no counter of a limit that was edited meanwhile', async () => {
    const { clock } = bench;
    const { key } = await bench.issue();
    const spending = { keyId: key.id, cost: 10, requestId: null };
    const fast = [{ name: 'rate', limit: 10, periodMs: 10_000 }];
    const slow = [{ name: 'rate', limit: 10, periodMs: 100_000 }];
    const after = (isPreviewed: boolean) => {
      const counters = createMemoryLimiter({ clock });
      counters.spend({ ...spending, limits: fast });
      if (isPreviewed) counters.preview({ ...spending, limits: slow });
      clock.step(5_000);
      return counters.spend({ ...spending, cost: 1, limits: slow });
    };
    expect(after(true)).toEqual(after(false));
  });

  it('repeats no part of a key, wherever in the request it was put', async () => {
    const { token } = await bench.issue();
    const secret = token.slice(token.lastIndexOf('_') + 1);
    const verifier = bench.verifier({ environments: ['live'] });
    const misplaced = [
      { api: token },
      { environment: token },
      { permissions: `a@${token.slice(0, 64)}` },
      { permissions: { any: [`a.b@${token.slice(0, 64)}`] } },
      { requestId: token },
    ];
    for (const extra of misplaced) {
      const text = JSON.stringify(await verifier.explain({ token, ...extra }));
      expect(text.includes(secret.slice(0, 8))).toBe(false);
    }
  });
});
