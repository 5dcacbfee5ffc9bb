/**
 * Rate counters in this process's memory. A call is decided and taken without giving up the thread, so two calls cannot both take
 * the last one. Time is the monotonic clock: the wall clock may jump, and no limit hangs on it.
 * Memory: only buckets that are whole again are dropped, which forgets nothing; the others are at most the keys in use.
 */
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type { Clock } from '../runtime/clock.ts';
import { type Bucket, type Buckets, createBuckets } from './buckets.ts';
import { decideGcra, type GcraDecision } from './gcra.ts';
import type { Admission, Limiter, LimitPreview, LimitStanding, Spending } from './limiter.ts';
import { createSeenRequests, type SeenRequests } from './seen-requests.ts';

interface MemoryLimiterDeps {
  readonly clock: Clock;
  /** Buckets held before whole ones are looked for. */
  readonly sweepAtBuckets?: number;
  readonly maxRequestIds?: number;
}

export interface MemoryLimiter extends Limiter, LimitPreview {
  /** Decided at once: nothing is waited for. */
  spend(spending: Spending): Admission;
  preview(spending: Spending): Admission;
  /** Buckets and request ids held, for tests and metrics. */
  size(): { readonly buckets: number; readonly requestIds: number };
}

const DEFAULT_SWEEP_AT = 10_000;
const DEFAULT_MAX_REQUEST_IDS = 100_000;

export function createMemoryLimiter(deps: MemoryLimiterDeps): MemoryLimiter {
  const buckets = createBuckets(deps.sweepAtBuckets ?? DEFAULT_SWEEP_AT);
  const seen = createSeenRequests(deps.maxRequestIds ?? DEFAULT_MAX_REQUEST_IDS);
  const nowUs = (): number => Math.floor(deps.clock.monotonicMs() * 1_000);
  return {
    spend: (spending) => spendAt(buckets, seen, { spending, nowUs: nowUs() }),
    preview: (spending) => previewAt(buckets, seen, { spending, nowUs: nowUs() }),
    size: () => ({ buckets: buckets.size(), requestIds: seen.size }),
  };
}

const UNLIMITED: Admission = { isAdmitted: true, standings: [], retryMs: 0 };

interface Call {
  readonly spending: Spending;
  readonly nowUs: number;
}

interface Held {
  readonly rate: RateLimit;
  readonly bucket: Bucket;
  readonly decision: GcraDecision;
}

function spendAt(buckets: Buckets, seen: SeenRequests, { spending, nowUs }: Call): Admission {
  const { keyId, limits, requestId } = spending;
  if (limits.length === 0) return UNLIMITED;
  const isCounted = requestId !== null && seen.has(keyId, requestId, nowUs);
  const cost = isCounted ? 0 : spending.cost;
  const held = limits.map((rate) => {
    const bucket = buckets.find(keyId, rate, nowUs);
    return { rate, bucket, decision: decide(bucket, nowUs, cost) };
  });
  const admission = admissionOf(held, nowUs);
  if (!admission.isAdmitted || isCounted) return admission;
  for (const { bucket, decision } of held) {
    bucket.tatUs = decision.tatUs;
    buckets.keep(keyId, bucket, nowUs);
  }
  if (requestId !== null) seen.add(keyId, requestId, nowUs);
  return admission;
}

function previewAt(buckets: Buckets, seen: SeenRequests, { spending, nowUs }: Call): Admission {
  const { keyId, limits, requestId } = spending;
  if (limits.length === 0) return UNLIMITED;
  const isCounted = requestId !== null && seen.has(keyId, requestId, nowUs);
  const cost = isCounted ? 0 : spending.cost;
  const held = limits.map((rate) => {
    const bucket = buckets.look(keyId, rate, nowUs);
    return { rate, bucket, decision: decide(bucket, nowUs, cost) };
  });
  return admissionOf(held, nowUs);
}

function admissionOf(held: readonly Held[], nowUs: number): Admission {
  const isAdmitted = held.every(({ decision }) => decision.isAllowed);
  const retryMs = longestRetryMs(held.map(({ decision }) => decision));
  const standings = held.map(({ rate, bucket, decision }) =>
    toStanding(rate, isAdmitted ? decision : decide(bucket, nowUs, 0)),
  );
  return { isAdmitted, standings, retryMs };
}

function decide({ pace, tatUs }: Bucket, nowUs: number, cost: number): GcraDecision {
  return decideGcra(pace, tatUs, { nowUs, cost });
}

function toStanding({ name, limit }: RateLimit, decision: GcraDecision): LimitStanding {
  const { remaining, resetUs } = decision;
  return { name, limit, remaining, resetMs: Math.ceil(resetUs / 1_000) };
}

function longestRetryMs(decisions: readonly GcraDecision[]): number | null {
  let longestUs = 0;
  for (const { retryUs } of decisions) {
    if (retryUs === null) return null;
    longestUs = Math.max(longestUs, retryUs);
  }
  return Math.ceil(longestUs / 1_000);
}
