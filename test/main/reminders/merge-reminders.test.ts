import { describe, expect, it } from 'vitest';
import { MOST_DEPARTED, mergeReminders } from '../../../src-main/reminders/merge-reminders.ts';
import type { Reminder } from '../../../src-main/reminders/reminder-index.ts';
import { Computer, dueItem, idOf } from './computer.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2027, 0, 10, 8);

const overdue = dueItem(1, START_MS - 1);

function make(): Computer {
  const computer = new Computer({ startMs: START_MS });
  computer.unlock([overdue]);
  return computer;
}

describe('what comes back out of the trash', () => {
  it('is told of no second time, neither at once nor after a restart', async () => {
    const computer = make();
    expect(computer.shown).toHaveLength(1);
    computer.change({ items: [], removed: [overdue.id] });
    expect(computer.desk.counts.overdue).toBe(0);
    computer.change({ items: [overdue], removed: [] });
    expect(computer.desk.counts.overdue).toBe(1);
    computer.change({ items: [], removed: [overdue.id] });
    await computer.restart();
    computer.unlock([overdue]);
    computer.run(HOUR_MS);
    expect(computer.shown).toHaveLength(1);
  });

  it('is still put off', () => {
    const computer = make();
    computer.desk.snooze(null, START_MS + HOUR_MS);
    computer.change({ items: [], removed: [overdue.id] });
    computer.change({ items: [overdue], removed: [] });
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 0, snoozed: 1 });
  });

  it('is told of with its new due date', () => {
    const computer = make();
    computer.change({ items: [], removed: [overdue.id] });
    computer.change({ items: [dueItem(1, START_MS - 2)], removed: [] });
    expect(computer.shown.map(({ dueAtMs }) => dueAtMs)).toEqual([START_MS - 1, START_MS - 2]);
  });
});

describe('mergeReminders', () => {
  const reminder = (n: number, shownStepMs: number | null): Reminder => {
    const { target: _target, name: _name, ...due } = dueItem(n, START_MS);
    return { ...due, snoozedUntilMs: null, shownStepMs };
  };

  it('remembers of the departed the last alone, and only those of which there is something to remember', () => {
    const shown = Array.from({ length: MOST_DEPARTED + 1 }, (_, n) => reminder(n, START_MS));
    const index = { reminders: [...shown, reminder(9_999, null)], departed: [] as Reminder[] };
    const { reminders, departed } = mergeReminders(index, []);
    expect([reminders, departed.length, departed[0]?.id]).toEqual([[], MOST_DEPARTED, idOf(1)]);
  });

  it('gives the index itself where nothing changed', () => {
    const index = { reminders: [reminder(1, null)], departed: [] };
    expect(mergeReminders(index, [dueItem(1, START_MS)])).toBe(index);
    expect(mergeReminders(index, [dueItem(1, START_MS, { leadDays: [3] })])).not.toBe(index);
  });
});
