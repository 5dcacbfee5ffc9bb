/** Keys in every state a key can be in, and generated requests that ask about them. */
import fc from 'fast-check';
import type { VerifyRequest } from '../../../src-shared/contract/verify.ts';
import { forgedTokens, malformedTokens } from './forged-tokens.ts';
import { at, CTX, HOUR_MS, T0, type VerifyBench } from './verify-bench.ts';

/** Tokens of keys in every state, the expired and retired ones so at T0 + 2 h, where the bench's clock then stands. */
export async function keysInEveryState(bench: VerifyBench): Promise<readonly string[]> {
  const limits = [
    { name: 'burst', limit: 3, periodMs: 9_000 },
    { name: 'hour', limit: 40, periodMs: HOUR_MS },
  ];
  const permissions = ['invoices.*', 'billing.**@eu-*'];
  const key = () => bench.issue({ limits, permissions });
  const [active, plain, revoked, disabled] = [
    await key(),
    await bench.issue(),
    await key(),
    await key(),
  ];
  await bench.store.revokeKey(revoked.key.id, { code: 'other', note: null }, CTX);
  await bench.store.setKeyDisabled(disabled.key.id, true, CTX);
  const expired = await bench.issue({ expires: at(T0 + HOUR_MS) });
  const early = await bench.issue({ notBefore: at(T0 + 100 * HOUR_MS) });
  const test = await bench.issue({ environment: 'test' });
  const [rotated, leaked, graceful] = [await key(), await key(), await key()];
  const newer = await bench.rotate(rotated.key.id);
  await bench.rotate(leaked.key.id, { isLeaked: true });
  await bench.rotate(graceful.key.id, { graceMs: 500 * HOUR_MS });
  bench.clock.step(2 * HOUR_MS);
  const good = [active, plain, active, newer, graceful].map(({ token }) => token);
  const others = [revoked, disabled, expired, early, test, rotated, leaked];
  return [
    ...good,
    ...others.map(({ token }) => token),
    ...Object.values(forgedTokens(active.token, plain.token)),
    ...Object.values(malformedTokens(active.token)).filter((text) => text.length < 1_000),
  ];
}

const asks = fc.constantFrom('invoices.read', 'invoices.write', 'billing.eu.read@eu-1', 'other');
const queries = fc.oneof(
  asks,
  fc.array(asks, { minLength: 1, maxLength: 3 }),
  fc.record({ any: fc.array(asks, { minLength: 1, maxLength: 3 }) }),
  fc.tuple(asks, asks).map(([held, excluded]) => ({ all: [held, { not: excluded }] })),
);
const mostlyAbsent = <Value>(values: fc.Arbitrary<Value>) =>
  fc.option(values, { nil: undefined, freq: 2 });

export interface GeneratedCall {
  readonly request: VerifyRequest;
  /** Time goes on by this much before the call. */
  readonly stepMs: number;
  /** Explanations before the call. */
  readonly explanations: number;
}

export function calls(tokens: readonly string[]): fc.Arbitrary<GeneratedCall> {
  const known = fc.constantFrom(...tokens.slice(0, 12));
  const request = fc
    .record({
      token: fc.oneof({ weight: 4, arbitrary: known }, fc.constantFrom(...tokens)),
      api: mostlyAbsent(fc.constantFrom('acme', 'acme', 'other')),
      environment: mostlyAbsent(fc.constantFrom('live', 'live', 'test')),
      permissions: mostlyAbsent(queries),
      cost: mostlyAbsent(fc.integer({ min: 1, max: 5 })),
      requestId: mostlyAbsent(fc.constantFrom('a', 'b', 'c')),
    })
    .map(withoutAbsent);
  return fc.record({
    request,
    stepMs: fc.oneof(fc.constant(0), fc.nat(4_000)),
    explanations: fc.integer({ min: 1, max: 3 }),
  });
}

function withoutAbsent(fields: Record<string, unknown>): VerifyRequest {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as VerifyRequest;
}
