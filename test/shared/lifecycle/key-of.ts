/** Keys in the making of tests: a record with the versions given, newest first. */
import type { KeyRecord, VersionRecord } from '../../../src-shared/model/store-records.ts';

export const NOW_MS = 1_767_225_600_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export function versionOf(id: string, change: Partial<VersionRecord> = {}): VersionRecord {
  return {
    id: id as never,
    state: 'active',
    pepperId: `pep_${'p'.repeat(22)}` as never,
    createdAtMs: NOW_MS - DAY_MS,
    notBeforeMs: null,
    expiresAtMs: null,
    endsAtMs: null,
    retiredAtMs: null,
    revokedAtMs: null,
    revocation: null,
    ...change,
  };
}

export function keyOf(
  versions: readonly VersionRecord[],
  change: Partial<KeyRecord> = {},
): KeyRecord {
  return {
    id: `key_${'k'.repeat(22)}` as never,
    name: 'payments worker',
    api: { id: `api_${'a'.repeat(22)}` as never, name: 'acme', prefix: 'acme' },
    environment: 'live',
    owner: { id: `own_${'o'.repeat(22)}` as never, kind: 'team', name: 'payments', createdAtMs: 0 },
    permissions: [],
    roles: [],
    limits: [],
    createdAtMs: NOW_MS - DAY_MS,
    disabledAtMs: null,
    revokedAtMs: null,
    revocation: null,
    versions,
    ...change,
  };
}

/** A key in its grace: `new` active since NOW_MS, `old` ending `graceMs` later. */
export function rotatingKey(graceMs = HOUR_MS, old: Partial<VersionRecord> = {}): KeyRecord {
  const retiring = { state: 'retiring', endsAtMs: NOW_MS + graceMs, ...old } as const;
  return keyOf([versionOf('new', { createdAtMs: NOW_MS }), versionOf('old', retiring)]);
}
