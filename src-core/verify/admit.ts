/** Step three: now? Only a call that passed everything else spends. */
import type { Admission, Limiter } from '../limits/limiter.ts';
import type { MaybePromise } from '../runtime/maybe-promise.ts';
import type { CompiledVersion } from './compiled-version.ts';

export interface Call {
  /** What it takes from each limit. */
  readonly cost: number;
  /** Counted once per key within 60 s; null: counted always. */
  readonly requestId: string | null;
}

/** Takes the call from every limit of the key, or from none. */
export function admit(
  limiter: Limiter,
  version: CompiledVersion,
  call: Call,
): MaybePromise<Admission> {
  const { keyId, limits } = version.stored;
  return limiter.spend({ keyId, limits, cost: call.cost, requestId: call.requestId });
}
