import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  MAX_DURATION_MS,
  parseDuration,
} from '../../../src-shared/time/duration.ts';
import { parseDeadline } from '../../../src-shared/time/instant.ts';
import { codeOf } from '../../code-of.ts';

describe('a duration', () => {
  it.each([
    ['1s', 1_000],
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['90d', 7_776_000_000],
    ['2w', 1_209_600_000],
    ['10y', MAX_DURATION_MS],
  ])('reads %s', (text, expectedMs) => {
    expect(parseDuration(text, '--grace')).toBe(expectedMs);
  });

  it.each([
    '',
    '1',
    's',
    '-1h',
    '1.5h',
    '1 h',
    '1H',
    '1mo',
    '0s',
    '11y',
    '9999y',
    '1e3s',
    '99999999999s',
    '1h30m',
    '１h',
  ])('refuses "%s"', (text) => {
    expect(codeOf(() => parseDuration(text, '--grace'))).toBe('usage/invalid-duration');
  });

  it('names what was wrong and what is allowed', () => {
    expect(() => parseDuration('9999y', '--grace')).toThrow(/--grace.*9999y.*1s to 10y/);
  });

  it('writes the shortest form that reads back the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_DURATION_MS / 1_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1_000), 'x')).toBe(seconds * 1_000);
      }),
    );
  });
});

describe('a deadline', () => {
  it('ends a date at 24:00 UTC for an expiry, and starts it for a not-before', () => {
    expect(parseDeadline('2026-12-31', '--expires', true)).toEqual({
      kind: 'at',
      atMs: Date.UTC(2027, 0, 1),
    });
    expect(parseDeadline('2026-12-31', '--not-before', false)).toEqual({
      kind: 'at',
      atMs: Date.UTC(2026, 11, 31),
    });
  });

  it('reads RFC 3339 with any offset', () => {
    const atMs = Date.UTC(2026, 11, 31, 17, 0, 0);
    for (const text of [
      '2026-12-31T18:00:00+01:00',
      '2026-12-31t17:00:00z',
      '2026-12-31T17:00:00.000Z',
    ]) {
      expect(parseDeadline(text, '--expires', true)).toEqual({ kind: 'at', atMs });
    }
  });

  it('reads a duration as counted from when the store acts', () => {
    expect(parseDeadline('90d', '--expires', true)).toEqual({
      kind: 'after',
      afterMs: 7_776_000_000,
    });
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026-12-31T25:00:00Z',
    '2026-02-30T00:00:00Z',
    'tomorrow',
    '',
    '12/31/2026',
    '2026-12-31 18:00',
  ])('refuses "%s"', (text) => {
    expect(codeOf(() => parseDeadline(text, '--expires', true))).toBe('usage/invalid-time');
  });
});
