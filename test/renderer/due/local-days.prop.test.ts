/** The judge knows days only from the language's own calendar, in zones with every kind of clock change. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { rowsByDay } from '../../../src-renderer/due/due-days.ts';
import { dueRows } from '../../../src-renderer/due/due-groups.ts';
import {
  addDays,
  addMonths,
  dayOf,
  isSameMonth,
  weekdayOf,
  weekStart,
  weeksOfMonth,
} from '../../../src-renderer/due/local-days.ts';
import { scaled } from '../../scale.ts';
import { entryView } from '../catalog/entry-view.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  // Its clocks went forward at midnight, so some days had no 00:00.
  'America/Sao_Paulo',
  // Half an hour of summer time.
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  // It left out a whole day at the end of 2011.
  'Pacific/Apia',
];
const HOME_ZONE = process.env.TZ;
const FROM_MS = Date.UTC(2010, 0, 1);
const TO_MS = Date.UTC(2040, 0, 1);

const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: FROM_MS, max: TO_MS });
const days = instants.map((atMs) => new Date(atMs).toISOString().slice(0, 10));
const firstWeekdays = fc.integer({ min: 0, max: 6 });

function liveIn(zone: string): void {
  process.env.TZ = zone;
}

/** `2027-01-31`, as people there write down the day. */
function judgedDay(atMs: number, zone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('sv', { ...parts, timeZone: zone }).format(atMs);
}

afterEach(() => {
  if (HOME_ZONE === undefined) delete process.env.TZ;
  else process.env.TZ = HOME_ZONE;
});

describe('the day of an instant', () => {
  it('is the one that the calendar shows where the person is', () => {
    const property = fc.property(zones, instants, (zone, atMs) => {
      liveIn(zone);
      expect(dayOf(atMs)).toBe(judgedDay(atMs, zone));
    });
    fc.assert(property, { numRuns: scaled(400) });
  });

  it('goes on for a day to its last millisecond, however long the day is', () => {
    const property = fc.property(zones, days, (zone, day) => {
      liveIn(zone);
      const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
      const lastMs = new Date(year, month - 1, date, 23, 59, 59, 999).getTime();
      const firstMs = new Date(year, month - 1, date).getTime();
      // The day that Apia left out is no day there.
      fc.pre(judgedDay(lastMs, zone) === day);
      const inDay = (name: string, expiresAtMs: number) => entryView({ name, expiresAtMs });
      const views = [inDay('first', firstMs), inDay('last', lastMs), inDay('next', lastMs + 1)];
      const byDay = rowsByDay(dueRows(views, []));
      const names = byDay.get(day)?.map(({ view }) => view.name);
      expect(names?.filter((name) => name !== 'first')).toEqual(['last']);
      expect(byDay.get(judgedDay(lastMs + 1, zone))?.map(({ view }) => view.name)).toEqual([
        'next',
      ]);
    });
    fc.assert(property, { numRuns: scaled(300) });
  });

  it.each([
    ['of 23 hours', '2027-03-28', 23],
    ['of 25 hours', '2027-10-31', 25],
  ])('holds each of its hours on a day %s', (_what, day, hours) => {
    liveIn('Europe/Berlin');
    const startMs = new Date(`${day}T00:00:00`).getTime();
    const daysOfHours = Array.from({ length: hours + 1 }, (_, hour) =>
      dayOf(startMs + hour * 3_600_000),
    );
    expect(daysOfHours.filter((one) => one === day)).toHaveLength(hours);
    expect(daysOfHours.at(-1)).toBe(addDays(day, 1));
  });
});

describe('a month', () => {
  it('has each of its days once, in whole weeks that begin as the person expects', () => {
    const property = fc.property(zones, days, firstWeekdays, (zone, day, first) => {
      liveIn(zone);
      const weeks = weeksOfMonth(day, first);
      const all = weeks.flat();
      expect(weeks.every((week) => week.length === 7 && weekdayOf(week[0] ?? '') === first)).toBe(
        true,
      );
      expect(all.slice(1)).toEqual(all.slice(0, -1).map((one) => addDays(one, 1)));
      const own = all.filter((one) => isSameMonth(one, day));
      const [year = 0, month = 1] = day.split('-').map(Number);
      expect(own).toHaveLength(new Date(Date.UTC(year, month, 0)).getUTCDate());
      expect(weeks.every((week) => week.some((one) => isSameMonth(one, day)))).toBe(true);
      expect(all).toContain(day);
    });
    fc.assert(property, { numRuns: scaled(200) });
  });

  it('leads to the same day of another one, or to its last', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2027-01-15', -1)).toBe('2026-12-15');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  });

  it('its weeks begin on the day before or on the day itself', () => {
    expect(weekStart('2027-01-03', 0)).toBe('2027-01-03');
    expect(weekStart('2027-01-03', 1)).toBe('2026-12-28');
  });
});
