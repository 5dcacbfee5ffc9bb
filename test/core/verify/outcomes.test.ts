/** Every outcome that this release can give, each reached through the real store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import type { Verifier } from '../../../src-core/verify/verifier.ts';
import { OUTCOME_STATUS } from '../../../src-shared/contract/outcome.ts';
import { codeOfAsync } from '../../code-of.ts';
import { at, CTX, HOUR_MS, openVerifyBench, T0, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
let verifier: Verifier;

beforeEach(async () => {
  bench = await openVerifyBench();
  verifier = bench.verifier();
});
afterEach(() => bench.close());

async function outcomeOf(token: string, request: object = {}): Promise<string> {
  const answer = await verifier.verify({ token, ...request });
  expect(answer.status).toBe(OUTCOME_STATUS[answer.outcome as 'valid']);
  expect(answer.valid).toBe(answer.outcome === 'valid');
  return answer.outcome;
}

describe('verifier', () => {
  it('answers a valid key with everything the contract names', async () => {
    await bench.store.createRole(
      {
        id: newId('rol', systemRandom),
        name: 'reader',
        permissions: ['reports.*', 'invoices.read'],
      },
      CTX,
    );
    const { token, key, versionId } = await bench.issue({
      roles: ['reader'],
      limits: [{ name: 'rate', limit: 10, periodMs: 60_000 }],
      expires: at(T0 + 24 * HOUR_MS),
    });
    const { decisionId, ...answer } = await verifier.verify({
      token,
      permissions: ['invoices.read'],
    });
    expect(decisionId).toMatch(/^dec_[0-9A-Za-z]{22}$/);
    expect(answer).toEqual({
      v: 1,
      valid: true,
      outcome: 'valid',
      status: 200,
      keyId: key.id,
      versionId,
      name: 'billing worker',
      api: 'acme',
      environment: 'live',
      owner: 'team:payments',
      roles: ['reader'],
      permissions: ['invoices.read', 'reports.*'],
      limits: [{ name: 'rate', limit: 10, remaining: 9, resetAt: '2026-06-01T12:00:06.000Z' }],
      expiresAt: '2026-06-02T12:00:00.000Z',
      retiringAt: null,
      retryAfterSeconds: null,
    });
  });

  it('tells a typing error from an unknown key', async () => {
    const { token } = await bench.issue();
    const last = token.at(-1) === 'a' ? 'b' : 'a';
    expect(await outcomeOf(token.slice(0, -1) + last)).toBe('malformed');
    await bench.store.revokeKey((await bench.store.listKeys({}))[0]?.id as never, WHY, CTX);
    expect(await outcomeOf(token)).toBe('revoked');
  });

  it('reports a revoked version as revoked while its sibling stays valid', async () => {
    const first = await bench.issue();
    const second = await bench.rotate(first.key.id);
    expect(await outcomeOf(first.token)).toBe('valid');
    await bench.store.revokeVersion(first.versionId, WHY, CTX);
    expect(await outcomeOf(first.token)).toBe('revoked');
    expect(await outcomeOf(second.token)).toBe('valid');
  });

  it('reports the old secret as retired after finish, and as revoked after a leaked rotation', async () => {
    const first = await bench.issue();
    const second = await bench.rotate(first.key.id);
    await bench.store.finishRotation(first.key.id, CTX);
    expect(await outcomeOf(first.token)).toBe('retired');
    const third = await bench.rotate(first.key.id, { isLeaked: true });
    expect(await outcomeOf(second.token)).toBe('revoked');
    expect(await outcomeOf(third.token)).toBe('valid');
  });

  it('reports a rolled-back secret as revoked and the old one as valid again', async () => {
    const first = await bench.issue();
    const second = await bench.rotate(first.key.id);
    await bench.store.rollBackRotation(first.key.id, CTX);
    expect([await outcomeOf(first.token), await outcomeOf(second.token)]).toEqual([
      'valid',
      'revoked',
    ]);
  });

  it('refuses a disabled key and takes it again once enabled', async () => {
    const { token, key } = await bench.issue();
    await bench.store.setKeyDisabled(key.id, true, CTX);
    expect(await outcomeOf(token)).toBe('disabled');
    await bench.store.setKeyDisabled(key.id, false, CTX);
    expect(await outcomeOf(token)).toBe('valid');
  });

  it('narrows by API name or id, then by environment', async () => {
    const { token, key } = await bench.issue({ environment: 'test' });
    expect(await outcomeOf(token, { api: 'acme', environment: 'test' })).toBe('valid');
    expect(await outcomeOf(token, { api: key.api.id })).toBe('valid');
    expect(await outcomeOf(token, { api: 'other', environment: 'live' })).toBe('wrong-api');
    expect(await outcomeOf(token, { environment: 'live' })).toBe('wrong-environment');
  });

  it('takes only the environments it was started for, whatever the request asks', async () => {
    verifier = bench.verifier({ environments: ['live'] });
    const { token } = await bench.issue({ environment: 'test' });
    expect(await outcomeOf(token)).toBe('wrong-environment');
    expect(await outcomeOf(token, { environment: 'test' })).toBe('wrong-environment');
  });

  it('denies what is not granted', async () => {
    const { token } = await bench.issue({ permissions: ['invoices.*', 'files.read@reports/*'] });
    expect(await outcomeOf(token, { permissions: 'invoices.write' })).toBe('valid');
    expect(await outcomeOf(token, { permissions: ['invoices.write', 'users.read'] })).toBe(
      'permission-denied',
    );
    expect(await outcomeOf(token, { permissions: { any: ['users.read', 'invoices.x'] } })).toBe(
      'valid',
    );
    expect(await outcomeOf(token, { permissions: 'files.read@reports/1' })).toBe('valid');
    expect(await outcomeOf(token, { permissions: 'files.read@other' })).toBe('permission-denied');
    const restricted = { all: ['invoices.read', { not: 'invoices.write' }] };
    expect(await outcomeOf(token, { permissions: restricted })).toBe('permission-denied');
  });

  it('refuses a permission query it cannot read, whatever the token', async () => {
    const read = (permissions: unknown) =>
      codeOfAsync(() => verifier.verify({ token: 'nonsense', permissions }));
    expect(await read('Invoices')).toBe('usage/invalid-permission');
    expect(await read({ not: 'a.b' })).toBe('usage/invalid-permission');
    expect(await read({ all: [] })).toBe('usage/invalid-permission');
    expect(await read(7)).toBe('usage/invalid-permission');
    // A text that looks like a query that was read before is still no name.
    await verifier.verify({ token: 'nonsense', permissions: { all: ['a.b'] } });
    expect(await read('{"all":["a.b"]}')).toBe('usage/invalid-permission');
  });

  it('rate-limits the call after the last, says when to come back, and admits it then', async () => {
    const { token } = await bench.issue({ limits: [{ name: 'rate', limit: 2, periodMs: 60_000 }] });
    expect(await outcomeOf(token)).toBe('valid');
    expect(await outcomeOf(token)).toBe('valid');
    const refused = await verifier.verify({ token });
    expect(refused).toMatchObject({
      outcome: 'rate-limited',
      status: 429,
      retryAfterSeconds: 30,
      limits: [{ name: 'rate', limit: 2, remaining: 0, resetAt: '2026-06-01T12:01:00.000Z' }],
    });
    bench.clock.step(29_999);
    expect(await outcomeOf(token)).toBe('rate-limited');
    bench.clock.step(1);
    expect(await outcomeOf(token)).toBe('valid');
  });

  it('spends limits only on a call that passed everything else', async () => {
    const { token, key } = await bench.issue({
      limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }],
    });
    expect(await outcomeOf(token, { permissions: 'users.read' })).toBe('permission-denied');
    expect(await outcomeOf(token, { environment: 'test' })).toBe('wrong-environment');
    await bench.store.setKeyDisabled(key.id, true, CTX);
    expect(await outcomeOf(token)).toBe('disabled');
    await bench.store.setKeyDisabled(key.id, false, CTX);
    expect(await outcomeOf(token)).toBe('valid');
    expect(await outcomeOf(token)).toBe('rate-limited');
  });

  it('checks without spending or recording', async () => {
    const recorded: unknown[] = [];
    verifier = bench.verifier({ usage: { record: (event) => recorded.push(event) } });
    const { token } = await bench.issue({ limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }] });
    for (let round = 0; round < 5; round += 1) {
      expect(await verifier.check({ token })).toMatchObject({
        outcome: 'valid',
        limits: 'not-checked',
      });
    }
    expect(await verifier.check({ token, api: 'other' })).toMatchObject({ outcome: 'wrong-api' });
    expect(await verifier.check({ token: 'x' })).toMatchObject({
      outcome: 'malformed',
      limits: null,
    });
    expect(recorded).toEqual([]);
    expect(await outcomeOf(token)).toBe('valid');
    expect(recorded).toHaveLength(1);
  });

  it('says what is wrong with the key before what is wrong with the wish', async () => {
    const { token, key } = await bench.issue();
    await bench.store.setKeyDisabled(key.id, true, CTX);
    const wish = { api: 'other', environment: 'test', permissions: 'users.read' };
    expect(await outcomeOf(token, wish)).toBe('disabled');
    await bench.store.setKeyDisabled(key.id, false, CTX);
    expect(await outcomeOf(token, wish)).toBe('wrong-api');
    expect(await outcomeOf(token, { ...wish, api: 'acme' })).toBe('wrong-environment');
  });

  it('names the key in every answer once the secret matched', async () => {
    const { token, key, versionId } = await bench.issue();
    await bench.store.revokeKey(key.id, WHY, CTX);
    expect(await verifier.verify({ token })).toMatchObject({
      outcome: 'revoked',
      keyId: key.id,
      versionId,
      name: 'billing worker',
      owner: 'team:payments',
      limits: null,
    });
  });
});

const WHY = { code: 'other', note: null } as const;
