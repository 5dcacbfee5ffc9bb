import { describe, expect, it } from 'vitest';
import {
  activeVersion,
  keyStatus,
  retiringVersion,
  versionStanding,
} from '../../../src-shared/lifecycle/key-status.ts';
import type { KeyRecord, VersionRecord } from '../../../src-shared/model/store-records.ts';
import { DAY_MS, HOUR_MS, keyOf, NOW_MS, rotatingKey, versionOf } from './key-of.ts';

describe('the standing of a version', () => {
  const at = (change: Partial<VersionRecord>, nowMs: number) =>
    versionStanding(versionOf('v', change), nowMs);

  it('is usable strictly before its expiry and refused at the instant', () => {
    expect(at({ expiresAtMs: NOW_MS }, NOW_MS - 1)).toBe('usable');
    expect(at({ expiresAtMs: NOW_MS }, NOW_MS)).toBe('expired');
  });

  it('is usable strictly before the end of grace and retired at the instant', () => {
    const retiring = { state: 'retiring', endsAtMs: NOW_MS } as const;
    expect(at(retiring, NOW_MS - 1)).toBe('usable');
    expect(at(retiring, NOW_MS)).toBe('retired');
  });

  it('is not yet valid strictly before its start, and usable at the instant', () => {
    expect(at({ notBeforeMs: NOW_MS }, NOW_MS - 1)).toBe('not-yet-valid');
    expect(at({ notBeforeMs: NOW_MS }, NOW_MS)).toBe('usable');
  });

  it('is usable without any deadline, for ever', () => {
    expect(at({}, Number.MAX_SAFE_INTEGER)).toBe('usable');
  });

  it('says revoked before retired before expired before not yet valid', () => {
    const all = { expiresAtMs: 1, notBeforeMs: NOW_MS + 1, endsAtMs: 1 } as const;
    expect(at({ ...all, state: 'revoked' }, NOW_MS)).toBe('revoked');
    expect(at({ ...all, state: 'retired' }, NOW_MS)).toBe('retired');
    expect(at({ ...all, state: 'retiring' }, NOW_MS)).toBe('expired');
    expect(at({ ...all, state: 'active' }, NOW_MS)).toBe('expired');
    expect(at({ ...all, state: 'pending' }, NOW_MS)).toBe('pending');
  });

  it('leaves an end that a rollback kept aside: an active version does not end', () => {
    expect(at({ state: 'active', endsAtMs: 1 }, NOW_MS)).toBe('usable');
  });
});

describe('the status of a key', () => {
  const cases: [string, string, KeyRecord][] = [
    ['one active version', 'active', keyOf([versionOf('v')])],
    ['a version in its grace', 'rotating', rotatingKey()],
    ['a grace that has ended', 'active', rotatingKey(0)],
    ['a grace cut short by expiry', 'active', rotatingKey(HOUR_MS, { expiresAtMs: NOW_MS })],
    ['an expired version', 'expired', keyOf([versionOf('v', { expiresAtMs: NOW_MS })])],
    ['a start to come', 'not-yet-valid', keyOf([versionOf('v', { notBeforeMs: NOW_MS + 1 })])],
    ['itself disabled', 'disabled', keyOf([versionOf('v')], { disabledAtMs: 1 })],
    ['itself revoked', 'revoked', keyOf([versionOf('v')], { revokedAtMs: 1, disabledAtMs: 1 })],
    [
      'every version revoked, but not the key',
      'retired',
      keyOf([versionOf('v', { state: 'revoked' })]),
    ],
    [
      'one retired and one revoked version',
      'retired',
      keyOf([versionOf('b', { state: 'revoked' }), versionOf('a', { state: 'retired' })]),
    ],
    [
      'its new version revoked while the old one is in its grace',
      'rotating',
      keyOf([
        versionOf('b', { state: 'revoked' }),
        versionOf('a', { state: 'retiring', endsAtMs: NOW_MS + DAY_MS }),
      ]),
    ],
  ];

  it.each(cases)('with %s is %s', (_what, status, key) => {
    expect(keyStatus(key, NOW_MS)).toBe(status);
  });

  it('comes with its active and its retiring version, null where there is none', () => {
    const key = rotatingKey();
    expect(activeVersion(key)?.id).toBe('new');
    expect(retiringVersion(key, NOW_MS + HOUR_MS - 1)?.id).toBe('old');
    expect(retiringVersion(key, NOW_MS + HOUR_MS)).toBeNull();
    expect(activeVersion(keyOf([versionOf('v', { state: 'retired' })]))).toBeNull();
  });
});
