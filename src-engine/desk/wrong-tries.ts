/** Slows guessing at the lock: the first tries are free, then each wrong one doubles the wait. Argon2 is the real obstacle; this is for hands. */
import type { Clock } from '../../src-core/runtime/clock.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';

const FREE_TRIES = 3;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export class WrongTries {
  readonly #clock: Clock;
  #count = 0;
  #retryAtMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#count;
  }

  /** Null: the next try is answered at once. */
  get retryAtMs(): number | null {
    return this.#retryAtMs > this.#clock.nowMs() ? this.#retryAtMs : null;
  }

  /** Throws vault/too-many-tries while the wait lasts. */
  assertMayTry(): void {
    const { retryAtMs } = this;
    if (retryAtMs === null) return;
    const seconds = Math.ceil((retryAtMs - this.#clock.nowMs()) / 1_000);
    throw new KeywrightError(
      'vault/too-many-tries',
      `Too many wrong tries: wait ${seconds} second${seconds === 1 ? '' : 's'}`,
    );
  }

  wrong(): void {
    this.#count += 1;
    const doublings = this.#count - FREE_TRIES;
    if (doublings < 0) return;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** doublings);
    this.#retryAtMs = this.#clock.nowMs() + waitMs;
  }

  right(): void {
    this.#count = 0;
    this.#retryAtMs = 0;
  }
}
