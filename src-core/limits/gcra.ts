/**
 * GCRA in integer microseconds: `limit` calls at once, then one every `periodMs / limit`. A bucket is one number, the theoretical
 * arrival time (TAT): how far it lies ahead of now is how much has been spent.
 * Refuses rather than forgives: intervals are rounded up, and a TAT further ahead than a full bucket (a clock that was set back)
 * counts as full, so such a clock neither frees calls nor blocks for longer than one period (protocols.md §3).
 */
import type { RateLimit } from '../../src-shared/limits/rate.ts';

export interface Pace {
  /** Calls in a whole bucket. */
  readonly limit: number;
  /** Microseconds in which one call is given back. */
  readonly intervalUs: number;
}

export interface GcraDecision {
  readonly isAllowed: boolean;
  /** TAT after the call where it was allowed, and as it stands where it was not. */
  readonly tatUs: number;
  /** Whole calls left. */
  readonly remaining: number;
  /** Microseconds until the bucket is whole again. */
  readonly resetUs: number;
  /** Microseconds until the same call would be allowed: 0 where it was, null where its cost can never be. */
  readonly retryUs: number | null;
}

const US_PER_MS = 1_000;

export function paceOf(rate: RateLimit): Pace {
  return { limit: rate.limit, intervalUs: Math.ceil((rate.periodMs * US_PER_MS) / rate.limit) };
}

/** Decides a call of `cost` at `nowUs` against a bucket; a fresh bucket has a TAT of 0. Changes nothing. */
export function decideGcra(
  pace: Pace,
  tatUs: number,
  call: { readonly nowUs: number; readonly cost: number },
): GcraDecision {
  const { nowUs, cost } = call;
  const wholeUs = pace.intervalUs * pace.limit;
  const heldUs = Math.min(Math.max(tatUs, nowUs), nowUs + wholeUs);
  const wantedUs = heldUs + cost * pace.intervalUs;
  const excessUs = wantedUs - nowUs - wholeUs;
  const isAllowed = excessUs <= 0;
  const afterUs = isAllowed ? wantedUs : heldUs;
  return {
    isAllowed,
    tatUs: afterUs,
    remaining: Math.floor((nowUs + wholeUs - afterUs) / pace.intervalUs),
    resetUs: afterUs - nowUs,
    retryUs: retryUs(isAllowed, excessUs, cost > pace.limit),
  };
}

function retryUs(isAllowed: boolean, excessUs: number, isTooCostly: boolean): number | null {
  if (isAllowed) return 0;
  return isTooCostly ? null : excessUs;
}

/** TAT of a bucket whose limit was edited: as many calls stay spent as were, at most the new limit. */
export function carryOver(from: Pace, to: Pace, at: { tatUs: number; nowUs: number }): number {
  const spentCalls = Math.max(at.tatUs - at.nowUs, 0) / from.intervalUs;
  return at.nowUs + Math.ceil(Math.min(spentCalls, to.limit) * to.intervalUs);
}
