/**
 * How long records of a shared store may be served without asking it: 800 ms from the moment before the question was sent whose answer
 * brought every change up to then. What that answer missed became visible after the question was sent, so nothing served is older than
 * that, whatever the clocks of other machines say. A suspend or a step of the wall clock ends a lease: the monotonic clock may have
 * slept with the machine.
 */
import type { Clock } from '../runtime/clock.ts';

export const LEASE_MS = 800;
/** An answer that took longer renews nothing. */
export const RENEWAL_LIMIT_MS = 400;

export interface LeaseStart {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

export interface Lease {
  /** To be taken before the question is sent. */
  begin(): LeaseStart;
  /** Once every change that the answer told of was applied; false where the answer came too late to renew anything. */
  renew(start: LeaseStart): boolean;
  isHeld(): boolean;
}

export function createLease(clock: Clock): Lease {
  let held: LeaseStart | null = null;
  const begin = (): LeaseStart => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.nowMs() });
  return {
    begin,
    renew(start) {
      const isQuick = clock.monotonicMs() - start.monotonicMs <= RENEWAL_LIMIT_MS;
      if (isQuick) held = start;
      return isQuick;
    },
    isHeld() {
      if (held === null) return false;
      const sinceMs = clock.monotonicMs() - held.monotonicMs;
      const wallSinceMs = clock.nowMs() - held.wallMs;
      return sinceMs < LEASE_MS && wallSinceMs >= 0 && wallSinceMs <= LEASE_MS;
    },
  };
}
