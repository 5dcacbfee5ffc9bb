/** What a version may be answered with at an instant, from the model's own state: mostly one word, two where both are true of it. */
import type { Wish } from '../history.ts';
import type { ModelKey, ModelVersion } from './model-key.ts';

/** Valid stands for "passed everything but the limits". */
export function possibleOutcomes(
  key: ModelKey | null,
  asked: { readonly versionId: string; readonly wish: Wish },
  nowMs: number,
): readonly string[] {
  const version = key?.versions.find(({ id }) => id === asked.versionId);
  if (key === null || version === undefined) return ['unknown'];
  const ended = endedOutcomes(key, version, nowMs);
  if (ended.length > 0) return ended;
  if (version.notBeforeMs !== null && nowMs < version.notBeforeMs) return ['not-yet-valid'];
  if (key.isDisabled) return ['disabled'];
  if (asked.wish === 'other-environment') return ['wrong-environment'];
  return [asked.wish === 'lacking-permission' ? 'permission-denied' : 'valid'];
}

function endedOutcomes(key: ModelKey, version: ModelVersion, nowMs: number): string[] {
  const { state, endsMs, expiresMs } = version;
  if (key.isRevoked || state === 'revoked') return ['revoked'];
  const isRetired =
    state === 'retired' || (state === 'retiring' && endsMs !== null && nowMs >= endsMs);
  const isExpired = expiresMs !== null && nowMs >= expiresMs;
  return [...(isRetired ? ['retired'] : []), ...(isExpired ? ['expired'] : [])];
}
