/**
 * The store's own clock. Its time never goes back: a mutation is stamped max(clock, latest time seen + 1 µs), so a clock set back
 * revives nothing. A jump back of more than five minutes is reported once; a further jump on top of it is reported again.
 */
export const SET_BACK_TOLERANCE_US = 300_000_000;

export interface StoreTime {
  /** Latest instant the store has seen, epoch microseconds. */
  readonly latestUs: number;
  /** How far the clock was behind at the last mutation, where that was reported; null: it was not. */
  readonly reportedBehindUs: number | null;
}

export interface Stamp {
  readonly atUs: number;
  /** Set where this jump back has not been reported yet: how far the clock is behind. */
  readonly setBackByUs: number | null;
  /** To be kept with the new head. */
  readonly reportedBehindUs: number | null;
}

/** The instant of a mutation, and what it says about the clock. */
export function stampInstant(nowUs: number, time: StoreTime): Stamp {
  const atUs = Math.max(nowUs, time.latestUs + 1);
  const behindUs = time.latestUs - nowUs;
  if (behindUs <= SET_BACK_TOLERANCE_US) {
    return { atUs, setBackByUs: null, reportedBehindUs: null };
  }
  const known = time.reportedBehindUs;
  const isNewJump = known === null || behindUs > known + SET_BACK_TOLERANCE_US;
  return { atUs, setBackByUs: isNewJump ? behindUs : null, reportedBehindUs: behindUs };
}

/** Epoch milliseconds of an instant in microseconds, never later than it. */
export function usToMs(us: number): number {
  return Math.floor(us / 1_000);
}
