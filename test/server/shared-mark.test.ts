/** One look at the store for all requests that are answered in one go, and no later request served by it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationReader } from '../../src-core/store/verification-store.ts';
import type { Verifier } from '../../src-core/verify/verifier.ts';
import { createSharedMark, type SharedMark } from '../../src-server/shared-mark.ts';
import { createTurnBatch } from '../../src-server/turn-batch.ts';
import { CTX, openVerifyBench, type VerifyBench } from '../core/verify/verify-bench.ts';

let bench: VerifyBench;
beforeAll(async () => {
  bench = await openVerifyBench();
});
afterAll(() => bench.close());

function countingReader(): { reader: VerificationReader; looks: () => number } {
  const reader = bench.reader();
  let looks = 0;
  return {
    reader: {
      storeId: reader.storeId,
      changeMark: () => {
        looks += 1;
        return reader.changeMark();
      },
      readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
      readVersion: (versionId) => reader.readVersion(versionId),
      close: () => reader.close(),
    },
    looks: () => looks,
  };
}

/** The outcome of `count` requests answered in one go. */
async function outcomesTogether(
  verifier: Verifier,
  { share, token, count }: { share: SharedMark['share']; token: string; count: number },
): Promise<string[]> {
  const asked: Promise<{ outcome: string }>[] = [];
  share(() => {
    for (let call = 0; call < count; call += 1) asked.push(verifier.verify({ token }));
  });
  return (await Promise.all(asked)).map(({ outcome }) => outcome);
}

describe('shared mark', () => {
  it('looks once for all requests of a go, and for each one outside', async () => {
    const { reader, looks } = countingReader();
    const shared = createSharedMark(reader);
    const verifier = bench.verifier({ reader: shared.reader });
    const { token } = await bench.issue();
    await verifier.verify({ token });
    const before = looks();
    await outcomesTogether(verifier, { share: shared.share, token, count: 20 });
    expect(looks() - before).toBe(1);
    for (let call = 0; call < 20; call += 1) await verifier.verify({ token });
    expect(looks() - before).toBe(21);
  });

  it('refuses in the next go what was revoked since, every time', async () => {
    const shared = createSharedMark(bench.reader());
    expect(await staleOutcomes(shared.share, shared.reader)).toEqual([]);
  });

  it('control: a mark that is kept beyond its go accepts a revoked key', async () => {
    const reader = bench.reader();
    let kept: number | null = null;
    const keeping = { ...bound(reader), changeMark: () => (kept ??= reader.changeMark()) };
    expect(await staleOutcomes((work) => work(), keeping)).not.toEqual([]);
  });

  it('looks again after a look that failed, and after work that failed', () => {
    let looks = 0;
    const { reader, share } = createSharedMark({
      ...bound(bench.reader()),
      changeMark: () => {
        looks += 1;
        if (looks === 1) throw new Error('away');
        return looks;
      },
    });
    share(() => {
      expect(() => reader.changeMark()).toThrow('away');
      expect([reader.changeMark(), reader.changeMark()]).toEqual([2, 2]);
    });
    expect(() =>
      share(() => {
        reader.changeMark();
        throw new Error('work');
      }),
    ).toThrow('work');
    expect([reader.changeMark(), reader.changeMark()]).toEqual([4, 5]);
  });
});

function bound(reader: VerificationReader): VerificationReader {
  return {
    storeId: reader.storeId,
    changeMark: () => reader.changeMark(),
    readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
    readVersion: (versionId) => reader.readVersion(versionId),
    close: () => reader.close(),
  };
}

/** Outcomes other than `revoked` that were answered after the revocation had returned. */
async function staleOutcomes(
  share: SharedMark['share'],
  reader: VerificationReader,
): Promise<string[]> {
  const verifier = bench.verifier({ reader });
  const stale: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const { token, key } = await bench.issue();
    await outcomesTogether(verifier, { share, token, count: 8 });
    await bench.store.revokeKey(key.id, { code: 'other', note: null }, CTX);
    const after = await outcomesTogether(verifier, { share, token, count: 8 });
    stale.push(...after.filter((outcome) => outcome !== 'revoked'));
  }
  return stale;
}

describe('turn batch', () => {
  it('works off what came in one turn together, in order, and the next turn apart', async () => {
    const seen: number[][] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const add = createTurnBatch<number>((items) => {
      seen.push([...items]);
      if (items.includes(1)) add(4);
      else resolve();
    });
    for (const item of [1, 2, 3]) add(item);
    await promise;
    expect(seen).toEqual([[1, 2, 3], [4]]);
  });
});
