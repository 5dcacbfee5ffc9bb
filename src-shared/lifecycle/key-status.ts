/** What follows from stored states and time: the one place that decides it, for lists and for the verifier alike. */
import type { KeyRecord, VersionRecord, VersionState } from '../model/store-records.ts';

/** A version's standing at an instant. `usable` is the only one that authenticates. */
export type VersionStanding =
  | 'usable'
  | 'not-yet-valid'
  | 'expired'
  | 'retired'
  | 'revoked'
  | 'pending';

interface VersionTimes {
  readonly state: VersionState;
  readonly notBeforeMs: number | null;
  readonly expiresAtMs: number | null;
  readonly endsAtMs: number | null;
}

/**
 * Standing at `nowMs`: deadlines are exact, a version is refused at the instant itself. `earliestMs`: where the time is known within
 * bounds only, the earlier one, by which beginnings are judged; `nowMs` is then the later one.
 * Revoked before retired before expired before not yet valid.
 */
export function versionStanding(
  version: VersionTimes,
  nowMs: number,
  earliestMs: number = nowMs,
): VersionStanding {
  if (version.state === 'revoked') return 'revoked';
  if (version.state === 'pending') return 'pending';
  if (version.state === 'retired') return 'retired';
  if (version.expiresAtMs !== null && nowMs >= version.expiresAtMs) return 'expired';
  if (version.state === 'retiring' && version.endsAtMs !== null && nowMs >= version.endsAtMs) {
    return 'retired';
  }
  if (version.notBeforeMs !== null && earliestMs < version.notBeforeMs) return 'not-yet-valid';
  return 'usable';
}

export type KeyStatus =
  | 'active'
  | 'rotating'
  | 'not-yet-valid'
  | 'disabled'
  | 'expired'
  | 'retired'
  | 'revoked';

/**
 * The one word a list shows for a key at `nowMs`. `retired`: no version of it works, but the key is not revoked and may be rotated.
 */
export function keyStatus(key: KeyRecord, nowMs: number): KeyStatus {
  if (key.revokedAtMs !== null) return 'revoked';
  if (key.disabledAtMs !== null) return 'disabled';
  const active = activeVersion(key);
  const retiring = retiringVersion(key, nowMs);
  if (active === null) return retiring === null ? 'retired' : 'rotating';
  const standing = versionStanding(active, nowMs);
  if (standing === 'expired') return 'expired';
  if (standing === 'not-yet-valid') return 'not-yet-valid';
  return retiring === null ? 'active' : 'rotating';
}

/** The version with the state active, whatever its expiry; null where there is none. */
export function activeVersion(key: KeyRecord): VersionRecord | null {
  return key.versions.find((version) => version.state === 'active') ?? null;
}

/** The version inside its grace period at `nowMs`; null where there is none or its end has been reached. */
export function retiringVersion(key: KeyRecord, nowMs: number): VersionRecord | null {
  const retiring = key.versions.find((version) => version.state === 'retiring');
  if (retiring === undefined) return null;
  const standing = versionStanding(retiring, nowMs);
  return standing === 'retired' || standing === 'expired' ? null : retiring;
}
