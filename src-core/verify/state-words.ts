/** What an explanation says of a version's state and times. */
import { formatInstant } from '../../src-shared/time/instant.ts';
import type { KnownEvidence, Words } from './check-words.ts';

export function revocationWords({ version }: KnownEvidence, isPassed: boolean): Words {
  const { isKeyRevoked, keyId, versionId } = version.stored;
  if (isPassed) {
    return { sentence: 'Neither the key nor this version of it is revoked.', fact: `key ${keyId}` };
  }
  return isKeyRevoked
    ? { sentence: 'The key is revoked, with all its versions.', fact: `key ${keyId}` }
    : { sentence: 'This version of the key is revoked.', fact: `version ${versionId}` };
}

export function validityWords(evidence: KnownEvidence, isPassed: boolean): Words {
  return isPassed ? withinTime(evidence) : outsideTime(evidence);
}

function withinTime({ version }: KnownEvidence): Words {
  const { state, endsAtMs, expiresAtMs } = version.stored;
  if (state === 'retiring' && endsAtMs !== null) {
    const sentence = 'It was replaced by a newer version and still counts in its grace period.';
    return { sentence, fact: `grace ends ${formatInstant(endsAtMs)}` };
  }
  const fact = expiresAtMs === null ? 'never expires' : `expires ${formatInstant(expiresAtMs)}`;
  return { sentence: 'This version is in use and within its time.', fact };
}

function outsideTime({ version, nowMs, outcome }: KnownEvidence): Words {
  const { state, notBeforeMs, expiresAtMs, endsAtMs } = version.stored;
  const at = (label: string, ms: number | null): string | null =>
    ms === null ? null : `${label} ${formatInstant(ms)}; it is ${formatInstant(nowMs)}`;
  if (outcome === 'expired') {
    return { sentence: 'This version has expired.', fact: at('expired', expiresAtMs) };
  }
  if (outcome === 'retired') {
    return {
      sentence: 'This version was replaced by a newer one, and its grace period is over.',
      fact: at('ended', endsAtMs),
    };
  }
  return state === 'pending'
    ? { sentence: 'This version is not in use yet.', fact: 'state pending' }
    : { sentence: 'This version is not valid yet.', fact: at('begins', notBeforeMs) };
}

export function enabledWords({ version }: KnownEvidence, isPassed: boolean): Words {
  const sentence = isPassed
    ? 'The key is not disabled.'
    : 'The key is disabled; enabling it lets it in again.';
  return { sentence, fact: `key "${version.stored.keyName}"` };
}
