/** Two clocks that the script moves: the wall clock, which may jump, and the monotonic one, which only goes on. */
import type { Clock } from '../../src-core/runtime/clock.ts';
import { START_MS } from '../core/store/store-fixture.ts';

export class SimClock implements Clock {
  #wallMs = START_MS;
  #runningMs = 5_000;

  nowMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#runningMs;
  }

  goOn(byMs: number): void {
    this.#wallMs += byMs;
    this.#runningMs += byMs;
  }

  setWall(atMs: number): void {
    this.#wallMs = atMs;
  }
}
