/**
 * The time that deadlines are judged by: the later of the wall clock and the latest instant this store has ever seen.
 * A clock that is set back revives nothing that has ended.
 */
import type { Clock } from '../runtime/clock.ts';

export interface StoreClock {
  /** Epoch milliseconds; never goes back. */
  nowMs(): number;
  /** Takes note of an instant the store has seen, such as its head's. */
  observe(seenMs: number): void;
}

/** `latestMs` is the latest instant that earlier runs persisted; 0 where there is none. */
export function createStoreClock(clock: Clock, latestMs: number): StoreClock {
  let latest = latestMs;
  return {
    nowMs() {
      latest = Math.max(latest, clock.nowMs());
      return latest;
    },
    observe(seenMs) {
      latest = Math.max(latest, seenMs);
    },
  };
}
