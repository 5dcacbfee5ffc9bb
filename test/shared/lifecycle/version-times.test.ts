import { describe, expect, it } from 'vitest';
import {
  resolveSuccessorTimes,
  resolveVersionTimes,
} from '../../../src-shared/lifecycle/version-times.ts';
import { codeOf } from '../../code-of.ts';
import { DAY_MS, NOW_MS, versionOf } from './key-of.ts';

const TEN_YEARS_MS = 3_650 * DAY_MS;
const at = (atMs: number) => ({ kind: 'at', atMs }) as const;
const after = (afterMs: number) => ({ kind: 'after', afterMs }) as const;

describe('the times of a new version', () => {
  it('are counted from the instant the store acts at', () => {
    const times = resolveVersionTimes({ notBefore: after(5), expires: after(9) }, NOW_MS);
    expect(times).toEqual({ notBeforeMs: NOW_MS + 5, expiresAtMs: NOW_MS + 9 });
  });

  it('are none where none is wanted', () => {
    const none = { notBeforeMs: null, expiresAtMs: null };
    expect(resolveVersionTimes({ notBefore: null, expires: null }, NOW_MS)).toEqual(none);
  });

  it('have no start where it is not to come', () => {
    for (const startMs of [NOW_MS, NOW_MS - 1, -1]) {
      const wanted = { notBefore: at(startMs), expires: null };
      expect(resolveVersionTimes(wanted, NOW_MS).notBeforeMs).toBeNull();
    }
  });

  it.each([
    ['an expiry at the instant', null, at(NOW_MS)],
    ['an expiry before it', null, at(NOW_MS - 1)],
    ['an expiry at the start', at(NOW_MS + 5), at(NOW_MS + 5)],
    ['an expiry before the start', at(NOW_MS + 5), at(NOW_MS + 4)],
    ['an expiry beyond ten years', null, at(NOW_MS + TEN_YEARS_MS + 1)],
    ['a start beyond ten years', at(NOW_MS + TEN_YEARS_MS + 1), null],
    ['an expiry beyond all calendars', null, at(Number.MAX_SAFE_INTEGER)],
  ] as const)('%s is key/expiry-refused', (...[, notBefore, expires]) => {
    const resolve = () => resolveVersionTimes({ notBefore, expires }, NOW_MS);
    expect(codeOf(resolve)).toBe('key/expiry-refused');
  });

  it.each([
    [null, at(NOW_MS), 'An expiry at 2026-01-01T00:00:00.000Z is not in the future'],
    [
      at(NOW_MS + 5),
      at(NOW_MS + 5),
      'An expiry at 2026-01-01T00:00:00.005Z is not after the start at 2026-01-01T00:00:00.005Z',
    ],
    [null, at(NOW_MS + TEN_YEARS_MS + 1), 'An expiry at 2035-12-30T00:00:00.001Z is more than'],
    [at(NOW_MS + TEN_YEARS_MS + 1), null, 'A start at 2035-12-30T00:00:00.001Z is more than'],
    [null, at(8.64e15), 'An expiry at +275760-09-13T00:00:00.000Z is more than'],
    [null, at(8.64e15 + 1), 'An expiry at 8640000000000001 ms is more than'],
    [null, at(-8.64e15 - 1), 'An expiry at -8640000000000001 ms is not in the future'],
  ])('are refused with the instant that is wrong: %o, %o', (...[notBefore, expires, why]) => {
    expect(() => resolveVersionTimes({ notBefore, expires }, NOW_MS)).toThrow(why);
  });

  it('may start exactly ten years ahead', () => {
    const notBefore = at(NOW_MS + TEN_YEARS_MS);
    const times = resolveVersionTimes({ notBefore, expires: null }, NOW_MS);
    expect(times).toEqual({ notBeforeMs: NOW_MS + TEN_YEARS_MS, expiresAtMs: null });
  });

  it('may end exactly ten years ahead', () => {
    const expires = at(NOW_MS + TEN_YEARS_MS);
    const times = resolveVersionTimes({ notBefore: null, expires }, NOW_MS);
    expect(times.expiresAtMs).toBe(NOW_MS + TEN_YEARS_MS);
  });
});

describe('the times of a successor', () => {
  const predecessor = versionOf('v', {
    createdAtMs: NOW_MS - DAY_MS,
    expiresAtMs: NOW_MS + DAY_MS,
  });

  it('give it the whole life its predecessor was issued for', () => {
    const times = resolveSuccessorTimes(predecessor, null, NOW_MS);
    expect(times).toEqual({ notBeforeMs: null, expiresAtMs: NOW_MS + 2 * DAY_MS });
  });

  it('never end where the predecessor’s did not', () => {
    expect(resolveSuccessorTimes(versionOf('v'), null, NOW_MS).expiresAtMs).toBeNull();
  });

  it('follow an expiry of its own, within the same bounds', () => {
    expect(resolveSuccessorTimes(predecessor, after(7), NOW_MS).expiresAtMs).toBe(NOW_MS + 7);
    const past = () => resolveSuccessorTimes(predecessor, at(NOW_MS), NOW_MS);
    expect(codeOf(past)).toBe('key/expiry-refused');
  });

  it('start no sooner than the predecessor was to, and now where that is past', () => {
    const later = versionOf('v', { notBeforeMs: NOW_MS + 5 });
    expect(resolveSuccessorTimes(later, null, NOW_MS).notBeforeMs).toBe(NOW_MS + 5);
    expect(resolveSuccessorTimes(later, null, NOW_MS + 5).notBeforeMs).toBeNull();
  });
});
