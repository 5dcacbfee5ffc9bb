/** A key with the versions that a test asks for, newest first. */
import type { KeyRecord, VersionRecord } from '../../../src-shared/model/store-records.ts';

export const NOW_MS = Date.UTC(2026, 2, 12, 12, 0, 0);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export function madeVersion(id: string, part: Partial<VersionRecord> = {}): VersionRecord {
  return {
    id: id.padEnd(12, '0') as VersionRecord['id'],
    state: 'active',
    pepperId: 'pep_1' as VersionRecord['pepperId'],
    createdAtMs: NOW_MS,
    notBeforeMs: null,
    expiresAtMs: null,
    endsAtMs: null,
    retiredAtMs: null,
    revokedAtMs: null,
    revocation: null,
    ...part,
  };
}

export function madeKey(
  versions: readonly VersionRecord[],
  part: Partial<KeyRecord> = {},
): KeyRecord {
  return {
    id: 'key_0000000000000000000000' as KeyRecord['id'],
    name: 'Nightly export',
    api: { id: 'api_1' as KeyRecord['api']['id'], name: 'billing', prefix: 'acme' },
    environment: 'live',
    owner: {
      id: 'own_1' as KeyRecord['owner']['id'],
      kind: 'team',
      name: 'payments',
      createdAtMs: NOW_MS,
    },
    permissions: [],
    roles: [],
    limits: [],
    createdAtMs: NOW_MS,
    disabledAtMs: null,
    revokedAtMs: null,
    revocation: null,
    versions,
    ...part,
  };
}

/** Old and new side by side: the old one retires in `graceMs`, the new one was made just now. */
export function rotatingKey(graceMs: number, oldPart: Partial<VersionRecord> = {}): KeyRecord {
  return madeKey([
    madeVersion('fresh', { expiresAtMs: NOW_MS + 90 * DAY_MS }),
    madeVersion('old', {
      state: 'retiring',
      createdAtMs: NOW_MS - 60 * DAY_MS,
      endsAtMs: NOW_MS + graceMs,
      ...oldPart,
    }),
  ]);
}
