/** The store's time, written a second time: the latest of the clock, the last event and what verifying has seen; never back. */

export interface ModelStoreTime {
  /** Of the last event, epoch microseconds. */
  headUs: number;
  /** How far the clock was behind at the last mutation, where that was told; null: it was not. */
  toldBehindUs: number | null;
}

export interface Instant {
  readonly atUs: number;
  readonly isSetBackTold: boolean;
  readonly behindUs: number | null;
}

const TOLERATED_US = 5 * 60 * 1_000_000;

/** The instant of a mutation at this moment. Changes nothing. */
export function instantNow(
  time: ModelStoreTime,
  wallMs: number,
  seenByVerifyingMs: number,
): Instant {
  const latestUs = Math.max(time.headUs, seenByVerifyingMs * 1_000);
  const atUs = Math.max(wallMs * 1_000, latestUs + 1);
  const behindUs = latestUs - wallMs * 1_000;
  if (behindUs <= TOLERATED_US) return { atUs, isSetBackTold: false, behindUs: null };
  const isFurther = time.toldBehindUs === null || behindUs > time.toldBehindUs + TOLERATED_US;
  return { atUs, isSetBackTold: isFurther, behindUs };
}
