/** Time as a dependency, so that tests and simulations own it. */
import { performance } from 'node:perf_hooks';

export interface Clock {
  /** Wall clock, epoch milliseconds; may jump. */
  nowMs(): number;
  /** Never goes back; only differences mean anything. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
