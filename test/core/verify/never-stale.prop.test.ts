/**
 * On the embedded store a cached verifier answers as one without a cache, at every moment: random mutations through another connection,
 * with verifications before, during and after, on a reader whose answers arrive late.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import type { VerificationReader } from '../../../src-core/store/verification-store.ts';
import type { Verifier } from '../../../src-core/verify/verifier.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import { scaled } from '../../scale.ts';
import { CTX, HOUR_MS, openVerifyBench, type VerifyBench } from './verify-bench.ts';

const ACTIONS = [
  'verify',
  'verify-behind',
  'issue',
  'rotate',
  'leak',
  'finish',
  'extend',
  'roll-back',
  'revoke-key',
  'revoke-version',
  'disable',
  'enable',
  'role',
  'owner',
  'step',
] as const;
type Action = (typeof ACTIONS)[number];

interface Step {
  readonly action: Action;
  readonly pick: number;
}

const steps = fc.array(fc.record({ action: fc.constantFrom(...ACTIONS), pick: fc.nat(1_000) }), {
  minLength: 10,
  maxLength: 40,
});

interface Known {
  readonly token: string;
  readonly keyId: KeyId;
  readonly versionId: VersionId;
}

let bench: VerifyBench;
let plainReader: VerificationReader;

beforeAll(async () => {
  bench = await openVerifyBench();
  plainReader = bench.reader();
});
afterAll(() => bench.close());

/** Refused mutations are part of the game: the store says no and changes nothing. */
async function act({ action, pick }: Step, known: Known[]): Promise<void> {
  const target = known[pick % Math.max(known.length, 1)];
  const { store } = bench;
  const ignore = (): undefined => undefined;
  if (action === 'step') bench.clock.step((pick % 7) * 600_000);
  if (action === 'role') {
    const role = {
      id: newId('rol', systemRandom),
      name: `r${pick}-${known.length}`,
      permissions: ['a.b'],
    };
    await store.createRole(role, CTX).catch(ignore);
  }
  if (action === 'owner') {
    await store
      .createOwner({ id: newId('own', systemRandom), kind: 'app', name: `a${pick}` }, CTX)
      .catch(ignore);
  }
  if (action === 'issue' || target === undefined) {
    const { token, key, versionId } = await bench.issue({ name: `k${known.length}` });
    known.push({ token, keyId: key.id, versionId });
    return;
  }
  const { keyId, versionId } = target;
  const why = { code: 'other', note: null } as const;
  if (action === 'rotate' || action === 'leak') {
    const made = await bench
      .rotate(keyId, { graceMs: HOUR_MS, isLeaked: action === 'leak' })
      .catch(ignore);
    if (made !== undefined) known.push({ token: made.token, keyId, versionId: made.versionId });
  }
  if (action === 'finish') await store.finishRotation(keyId, CTX).catch(ignore);
  if (action === 'extend') await store.extendRotation(keyId, HOUR_MS, CTX).catch(ignore);
  if (action === 'roll-back') await store.rollBackRotation(keyId, CTX).catch(ignore);
  if (action === 'revoke-key') await store.revokeKey(keyId, why, CTX).catch(ignore);
  if (action === 'revoke-version') await store.revokeVersion(versionId, why, CTX).catch(ignore);
  if (action === 'disable' || action === 'enable') {
    await store.setKeyDisabled(keyId, action === 'disable', CTX).catch(ignore);
  }
}

/** Answers that differ from those of a verifier made anew for each question; one line each. */
async function differences(cached: Verifier, known: readonly Known[]): Promise<string[]> {
  const found: string[] = [];
  for (const { token, versionId } of known) {
    const fresh = bench.verifier({ reader: plainReader });
    const { decisionId: _one, ...got } = await cached.check({ token });
    const { decisionId: _two, ...expected } = await fresh.check({ token });
    if (JSON.stringify(got) !== JSON.stringify(expected)) {
      found.push(`${versionId}: ${got.outcome} instead of ${expected.outcome}`);
    }
  }
  return found;
}

async function play(cached: Verifier, history: readonly Step[]): Promise<string[]> {
  const known: Known[] = [];
  const found: string[] = [];
  const running: Promise<unknown>[] = [];
  for (const step of history) {
    if (step.action === 'verify-behind') {
      for (const { token } of known) running.push(cached.check({ token }));
    }
    await act(step, known);
    found.push(...(await differences(cached, known)));
  }
  await Promise.all(running);
  return [...found, ...(await differences(cached, known))];
}

/** The real reader, its answers held back for a few turns of the event loop after they were read. */
function lateReader(reader: VerificationReader): VerificationReader {
  let turn = 0;
  const later = async <Value>(read: Promise<Value>): Promise<Value> => {
    const value = await read;
    turn = (turn + 1) % 4;
    for (let wait = 0; wait < turn; wait += 1)
      await new Promise((resolve) => setImmediate(resolve));
    return value;
  };
  return {
    storeId: reader.storeId,
    changeMark: () => reader.changeMark(),
    readFeed: (afterSeq, limit) => later(reader.readFeed(afterSeq, limit)),
    readVersion: (versionId) => later(reader.readVersion(versionId)),
    close: () => reader.close(),
  };
}

describe('record cache', () => {
  it('is never stale, whatever happens between and during verifications', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const cached = bench.verifier({ reader: lateReader(bench.reader()) });
        expect(await play(cached, history)).toEqual([]);
      }),
      { numRuns: scaled(15) },
    );
  });

  it('is never stale with room for two records only', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const cached = bench.verifier({ reader: lateReader(bench.reader()), maxCachedRecords: 2 });
        expect(await play(cached, history)).toEqual([]);
      }),
      { numRuns: scaled(6) },
    );
  });

  const HISTORY: readonly Step[] = (
    ['issue', 'rotate', 'verify-behind', 'revoke-key', 'issue', 'disable', 'verify'] as const
  ).map((action) => ({ action, pick: 0 }));

  it('control: a verifier that never looks for changes is caught', async () => {
    const reader = bench.reader();
    const blind = bench.verifier({ reader: { ...lateReader(reader), changeMark: () => 1 } });
    expect(await play(blind, HISTORY)).not.toEqual([]);
  });

  it('control: a verifier that overlooks the changes in the feed is caught', async () => {
    const reader = lateReader(bench.reader());
    const readFeed = async (afterSeq: number, limit: number) => {
      const page = await reader.readFeed(afterSeq, limit);
      return {
        ...page,
        changes: page.changes.map((change) => ({ ...change, keyId: 'key_x' as KeyId })),
      };
    };
    expect(await play(bench.verifier({ reader: { ...reader, readFeed } }), HISTORY)).not.toEqual(
      [],
    );
  });
});
