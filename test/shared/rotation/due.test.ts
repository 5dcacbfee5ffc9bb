import { describe, expect, it } from 'vitest';
import { dueState, findDue, reachedStepMs } from '../../../src-shared/rotation/due.ts';

const DAY_MS = 86_400_000;
const ROTATED_MS = Date.UTC(2027, 0, 10, 8);
const GENERAL = [60, 30, 7, 1];
const due = (expiresInDays: number | null, maxAgeDays: number | null, leadDays?: number[]) =>
  findDue(
    {
      rotatedAtMs: ROTATED_MS,
      expiresAtMs: expiresInDays === null ? null : ROTATED_MS + expiresInDays * DAY_MS,
    },
    {
      maxAgeMs: maxAgeDays === null ? null : maxAgeDays * DAY_MS,
      leadDays: leadDays ?? null,
    },
  );

describe('when a secret is due', () => {
  it.each<[number | null, number | null, [number, string] | null]>([
    [null, null, null],
    [90, null, [90, 'expiry']],
    [null, 30, [30, 'age']],
    [90, 30, [30, 'age']],
    [30, 90, [30, 'expiry']],
    // Both at once: the harder end is named.
    [30, 30, [30, 'expiry']],
  ])('expiry in %s days, maximum age %s days: %j', (expires, age, expected) => {
    const found = due(expires, age);
    const told = found && [(found.dueAtMs - ROTATED_MS) / DAY_MS, found.because];
    expect(told).toEqual(expected);
  });

  it('no lead time reaches back to the rotation itself: a month is not due from its first day', () => {
    const month = due(null, 30);
    if (month === null) throw new Error('it is due some day');
    expect(dueState(month, GENERAL, ROTATED_MS)).toBe('later');
    expect(dueState(month, GENERAL, ROTATED_MS + 23 * DAY_MS - 1)).toBe('later');
    expect(dueState(month, GENERAL, ROTATED_MS + 23 * DAY_MS)).toBe('due');
    // An expiry is told as soon as it is known.
    const expiry = due(30, null);
    if (expiry === null) throw new Error('it is due some day');
    expect(dueState(expiry, GENERAL, ROTATED_MS)).toBe('due');
  });

  it('lead times of its own go before the general ones', () => {
    const own = due(90, null, [14]);
    if (own === null) throw new Error('it is due some day');
    expect(dueState(own, GENERAL, own.dueAtMs - 60 * DAY_MS)).toBe('later');
    expect(reachedStepMs(own, GENERAL, own.dueAtMs - DAY_MS)).toBe(own.dueAtMs - 14 * DAY_MS);
    expect(dueState(own, GENERAL, own.dueAtMs)).toBe('overdue');
  });
});
