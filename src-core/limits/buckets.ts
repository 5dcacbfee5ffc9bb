/**
 * The buckets of all keys, each found by its key and the name of its limit: no name is put together for a look-up.
 * Only buckets that are whole again are dropped, which forgets nothing.
 */
import type { KeyId } from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import { carryOver, type Pace, paceOf } from './gcra.ts';

export interface Bucket {
  readonly name: string;
  pace: Pace;
  /** Microseconds; 0 for a fresh bucket. */
  tatUs: number;
}

export interface Buckets {
  /** The bucket as it stands; a fresh one where none is kept. An edited limit goes on with what was spent. */
  find(keyId: KeyId, rate: RateLimit, nowUs: number): Bucket;
  /** As find, but a copy where it would be changed: what is kept stays as it is. */
  look(keyId: KeyId, rate: RateLimit, nowUs: number): Bucket;
  keep(keyId: KeyId, bucket: Bucket, nowUs: number): void;
  size(): number;
}

/** Whole buckets are looked for once `sweepAtBuckets` are kept, and again when twice as many are as were left. */
export function createBuckets(sweepAtBuckets: number): Buckets {
  /** A key has few limits, so its buckets are a list. */
  const kept = new Map<KeyId, Bucket[]>();
  let count = 0;
  let sweepAt = sweepAtBuckets;

  function dropWholeBuckets(nowUs: number): void {
    count = 0;
    for (const [keyId, ofKey] of kept) {
      const left = ofKey.filter((bucket) => bucket.tatUs > nowUs);
      if (left.length === 0) kept.delete(keyId);
      else kept.set(keyId, left);
      count += left.length;
    }
    sweepAt = Math.max(sweepAtBuckets, count * 2);
  }

  return {
    find(keyId, rate, nowUs) {
      const bucket = kept.get(keyId)?.find(({ name }) => name === rate.name);
      if (bucket === undefined) return { name: rate.name, pace: paceOf(rate), tatUs: 0 };
      if (!isPacedBy(bucket.pace, rate)) repace(bucket, paceOf(rate), nowUs);
      return bucket;
    },
    look(keyId, rate, nowUs) {
      const bucket = kept.get(keyId)?.find(({ name }) => name === rate.name);
      if (bucket === undefined) return { name: rate.name, pace: paceOf(rate), tatUs: 0 };
      if (isPacedBy(bucket.pace, rate)) return bucket;
      const copy = { ...bucket };
      repace(copy, paceOf(rate), nowUs);
      return copy;
    },
    keep(keyId, bucket, nowUs) {
      if (kept.get(keyId)?.includes(bucket)) return;
      if (count >= sweepAt) dropWholeBuckets(nowUs);
      const ofKey = kept.get(keyId);
      if (ofKey === undefined) kept.set(keyId, [bucket]);
      else ofKey.push(bucket);
      count += 1;
    },
    size: () => count,
  };
}

function isPacedBy(pace: Pace, rate: RateLimit): boolean {
  return pace.limit === rate.limit && pace.intervalUs === paceOf(rate).intervalUs;
}

function repace(bucket: Bucket, pace: Pace, nowUs: number): void {
  bucket.tatUs = carryOver(bucket.pace, pace, { tatUs: bucket.tatUs, nowUs });
  bucket.pace = pace;
}
