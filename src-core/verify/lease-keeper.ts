/**
 * Renews the lease of a server four times a second. One question at a time: while the store does not answer, none is added, and the
 * lease runs out by itself.
 */
import type { LeasedRecords } from './leased-records.ts';

export const RENEW_EVERY_MS = 250;

interface LeaseKeeperDeps {
  readonly records: Pick<LeasedRecords, 'renew'>;
  /** Runs the work every so many milliseconds until the function that comes back is called. */
  readonly repeat: (work: () => void, everyMs: number) => () => void;
  /** Told when the feed is lost, and when it is there again (null). */
  readonly onChange: (fault: unknown) => void;
}

export interface LeaseKeeper {
  stop(): void;
}

/** Begins at once. */
export function keepLease({ records, repeat, onChange }: LeaseKeeperDeps): LeaseKeeper {
  let isAsking = false;
  let isLost = false;
  const renew = async (): Promise<void> => {
    try {
      await records.renew();
      if (isLost) onChange(null);
      isLost = false;
    } catch (error) {
      if (!isLost) onChange(error);
      isLost = true;
    } finally {
      isAsking = false;
    }
  };
  const tick = (): void => {
    if (isAsking) return;
    isAsking = true;
    void renew();
  };
  const stop = repeat(tick, RENEW_EVERY_MS);
  tick();
  return { stop };
}
