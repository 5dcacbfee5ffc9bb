/** One clock for all relative times on the page: a list has a hundred of them, and a timer for each would wake the page as often. */

const AGAIN_EVERY_MS = 30_000;

class MinuteClock {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #nowMs = 0;

  /** At most half a minute behind. */
  readonly now = (): number => {
    const nowMs = Date.now();
    if (Math.abs(nowMs - this.#nowMs) >= AGAIN_EVERY_MS) this.#nowMs = nowMs;
    return this.#nowMs;
  };

  /** Returns the way to stop listening. */
  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), AGAIN_EVERY_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };

  #tick(): void {
    this.#nowMs = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

export const minuteClock = new MinuteClock();
