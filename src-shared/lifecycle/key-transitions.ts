/**
 * The state machine of a key, as pure plans: given a key and an instant, which versions change and how.
 * Store adapters apply a plan in one transaction; none decides for itself. Every plan refuses with a `key/…` code.
 * Invariants (docs/architecture.md, "State machine"): at most one active and one retiring version; an end of grace is never
 * later than the expiry it replaces; what is retired or revoked never comes back, except by rollback within grace.
 */
import { KeywrightError } from '../error/keywright-error.ts';
import type { VersionId } from '../ids/ids.ts';
import type { KeyRecord, Revocation, VersionRecord, VersionState } from '../model/store-records.ts';
import { formatDuration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import { activeVersion, retiringVersion } from './key-status.ts';

const DAY_MS = 86_400_000;
export const MAX_GRACE_MS = 30 * DAY_MS;
export const DEFAULT_GRACE_MS = 3_600_000;

/** A version's new state and the times that go with it; fields left out keep their value. */
export interface VersionChange {
  readonly versionId: VersionId;
  readonly state: VersionState;
  readonly endsAtMs?: number | null;
  readonly retiredAtMs?: number | null;
  readonly revokedAtMs?: number;
  readonly revocation?: Revocation;
}

/** Versions whose deadline has passed, to be persisted with the next mutation of the key. */
export function planReachedDeadlines(key: KeyRecord, nowMs: number): VersionChange[] {
  return key.versions
    .filter((version) => version.state === 'retiring' && retiringVersion(key, nowMs) !== version)
    .map((version) => ({
      versionId: version.id,
      state: 'retired',
      retiredAtMs: Math.min(version.endsAtMs ?? nowMs, version.expiresAtMs ?? nowMs, nowMs),
    }));
}

/** End of a grace that starts now: min(old expiry, now + grace). */
export function graceEndMs(oldExpiresAtMs: number | null, nowMs: number, graceMs: number): number {
  return oldExpiresAtMs === null ? nowMs + graceMs : Math.min(oldExpiresAtMs, nowMs + graceMs);
}

interface RotationOptions {
  readonly graceMs: number;
  readonly isLeaked: boolean;
}

export interface RotationPlan {
  /** The version whose lifetime the successor inherits. */
  readonly predecessor: VersionRecord;
  readonly changes: readonly VersionChange[];
}

/** Plans a rotation at `nowMs`: routine retires the active version over its grace, leaked revokes every older version. */
export function planRotation(
  key: KeyRecord,
  nowMs: number,
  options: RotationOptions,
): RotationPlan {
  refuseRevokedKey(key);
  if (key.disabledAtMs !== null) {
    throw new KeywrightError('key/disabled', `Cannot rotate "${key.name}": the key is disabled`);
  }
  const predecessor = activeVersion(key) ?? key.versions[0];
  if (predecessor === undefined) throw new Error(`key ${key.id} has no version`);
  if (predecessor.expiresAtMs !== null && nowMs >= predecessor.expiresAtMs) {
    throw new KeywrightError('key/expired', `Cannot rotate "${key.name}": the key has expired`);
  }
  if (options.isLeaked) return { predecessor, changes: revokeLive(key, nowMs, LEAKED) };
  refuseGrace(options.graceMs);
  if (retiringVersion(key, nowMs) !== null) {
    throw new KeywrightError(
      'key/rotation-in-progress',
      `Cannot rotate "${key.name}": its last rotation is still in its grace period`,
    );
  }
  const retire = key.versions
    .filter((version) => version.state === 'active')
    .map((version) => retireOverGrace(version, nowMs, options.graceMs));
  return { predecessor, changes: [...planReachedDeadlines(key, nowMs), ...retire] };
}

const LEAKED: Revocation = { code: 'leaked', note: null };

function retireOverGrace(version: VersionRecord, nowMs: number, graceMs: number): VersionChange {
  const endsAtMs = graceEndMs(version.expiresAtMs, nowMs, graceMs);
  if (endsAtMs <= nowMs) {
    return { versionId: version.id, state: 'retired', endsAtMs, retiredAtMs: nowMs };
  }
  return { versionId: version.id, state: 'retiring', endsAtMs };
}

/** Plans the early end of a grace period. Throws key/no-rotation. */
export function planFinish(key: KeyRecord, nowMs: number): VersionChange[] {
  refuseRevokedKey(key);
  const retiring = requireRetiring(key, nowMs, 'finish');
  return [{ versionId: retiring.id, state: 'retired', endsAtMs: nowMs, retiredAtMs: nowMs }];
}

/**
 * Plans a later end of grace: `byMs` more than now set, never beyond the version's own expiry.
 * Throws key/no-rotation, and key/grace-refused where the whole overlap would exceed 30 days.
 */
export function planExtension(key: KeyRecord, nowMs: number, byMs: number): VersionChange[] {
  refuseRevokedKey(key);
  if (byMs <= 0) {
    throw new KeywrightError('key/grace-refused', 'A grace period is extended by at least 1s');
  }
  const retiring = requireRetiring(key, nowMs, 'extend');
  const startedAtMs = overlapStartMs(key, retiring);
  const formerEndMs = retiring.endsAtMs ?? nowMs;
  const wantedMs = formerEndMs + byMs;
  if (wantedMs - startedAtMs > MAX_GRACE_MS) {
    throw new KeywrightError(
      'key/grace-refused',
      `Cannot extend "${key.name}": the overlap began ${formatInstant(startedAtMs)} and may last ${formatDuration(MAX_GRACE_MS)} in all`,
    );
  }
  const endsAtMs =
    retiring.expiresAtMs === null ? wantedMs : Math.min(retiring.expiresAtMs, wantedMs);
  if (endsAtMs <= formerEndMs) {
    throw new KeywrightError(
      'key/grace-refused',
      `Cannot extend "${key.name}": the old version expires ${formatInstant(endsAtMs)}`,
    );
  }
  return [{ versionId: retiring.id, state: 'retiring', endsAtMs }];
}

/** An overlap begins when the successor is created. */
function overlapStartMs(key: KeyRecord, retiring: VersionRecord): number {
  const successors = key.versions.filter((version) => version.createdAtMs > retiring.createdAtMs);
  const newest = activeVersion(key) ?? successors[0] ?? retiring;
  return newest.createdAtMs;
}

/** Plans the return to the old version within its grace; the new one is revoked. Throws key/no-rotation. */
export function planRollback(key: KeyRecord, nowMs: number): VersionChange[] {
  refuseRevokedKey(key);
  const retiring = requireRetiring(key, nowMs, 'roll back');
  const revoked = key.versions
    .filter((version) => version.state === 'active')
    .map((version) => revocation(version, nowMs, { code: 'rolled-back', note: null }));
  return [...revoked, { versionId: retiring.id, state: 'active', endsAtMs: null }];
}

/** Plans the revocation of every version that is not revoked yet. Throws key/revoked where the key already is. */
export function planKeyRevocation(key: KeyRecord, nowMs: number, why: Revocation): VersionChange[] {
  refuseRevokedKey(key);
  return revokeLive(key, nowMs, why);
}

/** Plans the revocation of one version, in any state but revoked. Throws key/revoked. */
export function planVersionRevocation(
  key: KeyRecord,
  versionId: VersionId,
  at: { readonly nowMs: number; readonly why: Revocation },
): VersionChange[] {
  const version = key.versions.find((candidate) => candidate.id === versionId);
  if (version === undefined) throw new Error(`version ${versionId} is not of key ${key.id}`);
  if (version.state === 'revoked') {
    throw new KeywrightError('key/revoked', `Version ${versionId} is revoked already`);
  }
  return [revocation(version, at.nowMs, at.why)];
}

/**
 * Whether a key must change to be disabled, or enabled; false where it is so already.
 * Throws key/revoked, since a revoked key stays revoked either way.
 */
export function planDisabling(key: KeyRecord, isDisabled: boolean): boolean {
  refuseRevokedKey(key);
  return (key.disabledAtMs !== null) !== isDisabled;
}

function revokeLive(key: KeyRecord, nowMs: number, why: Revocation): VersionChange[] {
  return key.versions
    .filter((version) => version.state !== 'revoked')
    .map((version) => revocation(version, nowMs, why));
}

function revocation(version: VersionRecord, nowMs: number, why: Revocation): VersionChange {
  return { versionId: version.id, state: 'revoked', revokedAtMs: nowMs, revocation: why };
}

function requireRetiring(key: KeyRecord, nowMs: number, action: string): VersionRecord {
  const retiring = retiringVersion(key, nowMs);
  if (retiring === null) {
    throw new KeywrightError(
      'key/no-rotation',
      `Cannot ${action} "${key.name}": no version of it is in a grace period`,
    );
  }
  return retiring;
}

function refuseGrace(graceMs: number): void {
  if (graceMs < 0 || graceMs > MAX_GRACE_MS) {
    throw new KeywrightError(
      'key/grace-refused',
      `A grace of ${formatDuration(graceMs)} is outside 0s to ${formatDuration(MAX_GRACE_MS)}`,
    );
  }
}

function refuseRevokedKey(key: KeyRecord): void {
  if (key.revokedAtMs !== null) {
    throw new KeywrightError('key/revoked', `The key "${key.name}" is revoked`);
  }
}
