/** Deadlines are exact: an instant belongs to what comes after it; and no clock that is set back revives what ended. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, CTX, HOUR_MS, openVerifyBench, T0, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;

beforeEach(async () => {
  bench = await openVerifyBench();
});
afterEach(() => bench.close());

describe('deadlines', () => {
  it('refuses an expired key at the instant itself, not a millisecond before', async () => {
    const verifier = bench.verifier();
    const { token } = await bench.issue({ expires: at(T0 + HOUR_MS) });
    const outcome = async () => (await verifier.verify({ token })).outcome;
    bench.clock.step(HOUR_MS - 1);
    expect(await outcome()).toBe('valid');
    bench.clock.step(1);
    expect(await outcome()).toBe('expired');
  });

  it('takes a key from its not-before instant on', async () => {
    const verifier = bench.verifier();
    const { token } = await bench.issue({ notBefore: at(T0 + HOUR_MS) });
    const outcome = async () => (await verifier.verify({ token })).outcome;
    bench.clock.step(HOUR_MS - 1);
    expect(await outcome()).toBe('not-yet-valid');
    bench.clock.step(1);
    expect(await outcome()).toBe('valid');
  });

  it('takes both secrets until the end of grace, exactly, and shows that end', async () => {
    const verifier = bench.verifier();
    const first = await bench.issue();
    const second = await bench.rotate(first.key.id, { graceMs: HOUR_MS });
    bench.clock.step(HOUR_MS - 1);
    const old = await verifier.verify({ token: first.token });
    expect(old).toMatchObject({ outcome: 'valid', retiringAt: '2026-06-01T13:00:00.000Z' });
    expect((await verifier.verify({ token: second.token })).outcome).toBe('valid');
    bench.clock.step(1);
    expect((await verifier.verify({ token: first.token })).outcome).toBe('retired');
    expect((await verifier.verify({ token: second.token })).outcome).toBe('valid');
  });

  it('ends grace at the old expiry where that comes first', async () => {
    const verifier = bench.verifier();
    const first = await bench.issue({ expires: at(T0 + HOUR_MS) });
    await bench.rotate(first.key.id, { graceMs: 24 * HOUR_MS });
    bench.clock.step(HOUR_MS - 1);
    expect((await verifier.verify({ token: first.token })).outcome).toBe('valid');
    bench.clock.step(1);
    expect((await verifier.verify({ token: first.token })).outcome).toBe('expired');
  });

  it('reports a disabled key that is also expired or revoked by what cannot be undone', async () => {
    const verifier = bench.verifier();
    const { token, key } = await bench.issue({ expires: at(T0 + HOUR_MS) });
    await bench.store.setKeyDisabled(key.id, true, CTX);
    expect((await verifier.verify({ token })).outcome).toBe('disabled');
    bench.clock.step(HOUR_MS);
    expect((await verifier.verify({ token })).outcome).toBe('expired');
    await bench.store.revokeKey(key.id, { code: 'policy', note: null }, CTX);
    expect((await verifier.verify({ token })).outcome).toBe('revoked');
  });

  it('reports a key that is revoked and expired as revoked', async () => {
    const verifier = bench.verifier();
    const { token, key } = await bench.issue({ expires: at(T0 + HOUR_MS) });
    await bench.store.revokeKey(key.id, { code: 'leaked', note: null }, CTX);
    bench.clock.step(2 * HOUR_MS);
    expect((await verifier.verify({ token })).outcome).toBe('revoked');
  });

  it('attack: setting the clock back revives no expired key', async () => {
    const verifier = bench.verifier();
    const { token } = await bench.issue({ expires: at(T0 + HOUR_MS) });
    bench.clock.step(HOUR_MS);
    expect((await verifier.verify({ token })).outcome).toBe('expired');
    bench.clock.setWall(T0 - HOUR_MS);
    expect((await verifier.verify({ token })).outcome).toBe('expired');
  });

  it('attack: a restart with the clock set back revives nothing that the store or the usage file saw end', async () => {
    const { token } = await bench.issue({ expires: at(T0 + HOUR_MS) });
    bench.clock.step(HOUR_MS);
    await bench.issue();
    bench.clock.setWall(T0);
    expect((await bench.verifier().verify({ token })).outcome).toBe('expired');

    const later = await bench.issue({ expires: at(T0 + 3 * HOUR_MS) });
    const restarted = bench.verifier({ latestMs: T0 + 3 * HOUR_MS });
    expect((await restarted.verify({ token: later.token })).outcome).toBe('expired');
    expect((await bench.verifier().verify({ token: later.token })).outcome).toBe('valid');
  });
});
