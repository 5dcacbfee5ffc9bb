/**
 * The time of a shared store, by which deadlines are judged, without comparing clocks of two machines: the database tells its time in
 * each answer, and this machine measures with its monotonic clock how long ago that was. When it was told lies between sending the
 * question and having the answer; ends are judged by the later bound (never late), beginnings by the earlier one (never early).
 */
import type { Clock } from '../runtime/clock.ts';
import type { StoreMoment } from '../store/verification-store.ts';
import type { StoreClock } from './store-clock.ts';

/** When a question was sent and its answer received, by the monotonic clock, milliseconds. */
export interface Exchange {
  readonly sentMs: number;
  readonly receivedMs: number;
}

export interface DatabaseClock extends StoreClock {
  /** Epoch milliseconds, no later than the database's time. */
  earliestMs(): number;
  /** Takes note of what an answer said. */
  observeAnswer(moment: StoreMoment, exchange: Exchange): void;
}

/** Before the first answer its time is 0: nothing is judged without one. */
export function createDatabaseClock(clock: Pick<Clock, 'monotonicMs'>): DatabaseClock {
  let told: { readonly databaseMs: number; readonly exchange: Exchange } | null = null;
  let latestMs = 0;
  return {
    nowMs() {
      if (told !== null) {
        const sinceSentMs = clock.monotonicMs() - told.exchange.sentMs;
        latestMs = Math.max(latestMs, Math.ceil(told.databaseMs + sinceSentMs));
      }
      return latestMs;
    },
    earliestMs() {
      if (told === null) return 0;
      return Math.floor(told.databaseMs + clock.monotonicMs() - told.exchange.receivedMs);
    },
    observe(seenMs) {
      latestMs = Math.max(latestMs, seenMs);
    },
    observeAnswer({ clockUs, latestUs }, exchange) {
      latestMs = Math.max(latestMs, Math.floor(latestUs / 1_000));
      told = { databaseMs: clockUs / 1_000, exchange };
    },
  };
}
