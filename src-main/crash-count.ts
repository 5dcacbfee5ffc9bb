/** Whether a page that ended by itself is worth opening again: one that ends at once, again and again, is not. */
const WITHIN_MS = 60_000;
const MOST = 3;

export class CrashCount {
  readonly #nowMs: () => number;
  #atMs: number[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Counts one more; true while there were few of late. */
  isBearable(): boolean {
    const nowMs = this.#nowMs();
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs];
    return this.#atMs.length <= MOST;
  }
}
