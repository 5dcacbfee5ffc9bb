/**
 * The limits of one server, as a vessel that drains: it holds what was spent, in microseconds, and drains one for each that passes. The
 * code under test keeps a theoretical arrival time instead; in whole microseconds the two must agree.
 */
import type { RateLimit } from '../../../src-shared/limits/rate.ts';

interface Vessel {
  heldUs: number;
  atUs: number;
}

export interface Call {
  readonly keyId: string;
  readonly limits: readonly RateLimit[];
  readonly cost: number;
  readonly requestId: string | null;
  readonly monotonicMs: number;
}

export interface Counted {
  readonly isAdmitted: boolean;
  /** Whole calls left in each limit. */
  readonly remaining: readonly number[];
}

/** One request id counts once for this long. */
const ONCE_WITHIN_US = 60_000_000;

export class ModelCounter {
  readonly #vessels = new Map<string, Vessel>();
  readonly #countedAtUs = new Map<string, number>();

  call({ keyId, limits, cost, requestId, monotonicMs }: Call): Counted {
    const nowUs = monotonicMs * 1_000;
    const request = `${keyId} ${requestId}`;
    const countedAtUs = requestId === null ? undefined : this.#countedAtUs.get(request);
    const isRepeat = countedAtUs !== undefined && nowUs - countedAtUs < ONCE_WITHIN_US;
    const spent = isRepeat ? 0 : cost;
    const held = limits.map((limit) => this.#drained(`${keyId} ${limit.name}`, nowUs));
    const hasRoom = (vessel: Vessel, index: number): boolean =>
      vessel.heldUs + spent * callUs(limits[index]) <= wholeUs(limits[index]);
    const isAdmitted = held.every(hasRoom);
    if (isAdmitted) {
      held.forEach((vessel, index) => {
        vessel.heldUs += spent * callUs(limits[index]);
      });
      if (requestId !== null && !isRepeat && limits.length > 0) {
        this.#countedAtUs.set(request, nowUs);
      }
    }
    const left = (vessel: Vessel, index: number): number =>
      Math.floor((wholeUs(limits[index]) - vessel.heldUs) / callUs(limits[index]));
    return { isAdmitted, remaining: held.map(left) };
  }

  #drained(name: string, nowUs: number): Vessel {
    const vessel = this.#vessels.get(name) ?? { heldUs: 0, atUs: nowUs };
    this.#vessels.set(name, vessel);
    vessel.heldUs = Math.max(0, vessel.heldUs - (nowUs - vessel.atUs));
    vessel.atUs = nowUs;
    return vessel;
  }
}

/** Time in which one call drains. */
function callUs(limit: RateLimit | undefined): number {
  return limit === undefined ? 0 : Math.ceil((limit.periodMs * 1_000) / limit.limit);
}

function wholeUs(limit: RateLimit | undefined): number {
  return callUs(limit) * (limit?.limit ?? 0);
}
