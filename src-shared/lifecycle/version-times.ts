/** From when and until when a new version is valid, resolved against the instant at which the store acts. */
import { KeywrightError } from '../error/keywright-error.ts';
import type { VersionRecord } from '../model/store-records.ts';
import { formatDuration, MAX_DURATION_MS } from '../time/duration.ts';
import { type Deadline, formatInstant, resolveDeadline } from '../time/instant.ts';

export interface VersionTimes {
  /** Null: valid from the start. */
  readonly notBeforeMs: number | null;
  /** Null: never expires. */
  readonly expiresAtMs: number | null;
}

interface WantedTimes {
  readonly notBefore: Deadline | null;
  readonly expires: Deadline | null;
}

/** Times of a first version. Throws key/expiry-refused for an expiry not after now and not-before, or anything beyond 10 years. */
export function resolveVersionTimes(wanted: WantedTimes, nowMs: number): VersionTimes {
  const notBeforeMs = wanted.notBefore === null ? null : resolveDeadline(wanted.notBefore, nowMs);
  const expiresAtMs = wanted.expires === null ? null : resolveDeadline(wanted.expires, nowMs);
  return checkedTimes(notBeforeMs, expiresAtMs, nowMs);
}

/**
 * Times of a successor: it lives as long as its predecessor was issued for, unless `expires` says otherwise, and is valid no sooner
 * than its predecessor. Throws as resolveVersionTimes.
 */
export function resolveSuccessorTimes(
  predecessor: VersionRecord,
  expires: Deadline | null,
  nowMs: number,
): VersionTimes {
  const expiresAtMs =
    expires === null ? inheritedExpiryMs(predecessor, nowMs) : resolveDeadline(expires, nowMs);
  return checkedTimes(predecessor.notBeforeMs, expiresAtMs, nowMs);
}

function inheritedExpiryMs(predecessor: VersionRecord, nowMs: number): number | null {
  if (predecessor.expiresAtMs === null) return null;
  return nowMs + (predecessor.expiresAtMs - predecessor.createdAtMs);
}

function checkedTimes(
  notBeforeMs: number | null,
  expiresAtMs: number | null,
  nowMs: number,
): VersionTimes {
  const startMs = notBeforeMs !== null && notBeforeMs > nowMs ? notBeforeMs : null;
  const limitMs = nowMs + MAX_DURATION_MS;
  if (startMs !== null && startMs > limitMs) {
    throw refused(
      `A start at ${formatFarInstant(startMs)} is more than ${formatDuration(MAX_DURATION_MS)} ahead`,
    );
  }
  if (expiresAtMs === null) return { notBeforeMs: startMs, expiresAtMs };
  if (expiresAtMs <= nowMs) {
    throw refused(`An expiry at ${formatFarInstant(expiresAtMs)} is not in the future`);
  }
  if (startMs !== null && expiresAtMs <= startMs) {
    throw refused(
      `An expiry at ${formatFarInstant(expiresAtMs)} is not after the start at ${formatInstant(startMs)}`,
    );
  }
  if (expiresAtMs > limitMs) {
    throw refused(
      `An expiry at ${formatFarInstant(expiresAtMs)} is more than ${formatDuration(MAX_DURATION_MS)} ahead`,
    );
  }
  return { notBeforeMs: startMs, expiresAtMs };
}

/** As formatInstant, for instants that no Date can hold too. */
function formatFarInstant(epochMs: number): string {
  return Math.abs(epochMs) <= 8.64e15 ? formatInstant(epochMs) : `${epochMs} ms`;
}

function refused(message: string): KeywrightError {
  return new KeywrightError('key/expiry-refused', message);
}
