/** The port of the rate counters. They belong to the key, not to a version: a rotation neither refills nor splits them. */
import type { KeyId } from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type { MaybePromise } from '../runtime/maybe-promise.ts';

export interface Spending {
  readonly keyId: KeyId;
  readonly limits: readonly RateLimit[];
  /** Calls taken from each limit, 1 or more. */
  readonly cost: number;
  /** Counted once per key within 60 s; null: counted always. */
  readonly requestId: string | null;
}

export interface LimitStanding {
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the limit is whole again, rounded up. */
  readonly resetMs: number;
}

export interface Admission {
  /** Every limit had room, and the cost was taken from each; where one had not, nothing was taken from any. */
  readonly isAdmitted: boolean;
  readonly standings: readonly LimitStanding[];
  /** Milliseconds until the same call would be admitted; 0 where it was; null where its cost exceeds a limit for ever. */
  readonly retryMs: number | null;
}

export interface Limiter {
  /** Checks all limits of the call, then takes from all of them or from none. */
  spend(spending: Spending): MaybePromise<Admission>;
}

export interface LimitPreview {
  /** The admission that `spend` would give now; nothing is taken, kept or remembered. */
  preview(spending: Spending): MaybePromise<Admission>;
}
