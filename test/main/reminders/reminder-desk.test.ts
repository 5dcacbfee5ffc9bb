import { describe, expect, it } from 'vitest';
import { isQuiet } from '../../../src-main/reminders/due-steps.ts';
import { sealReminders } from '../../../src-main/reminders/reminder-index.ts';
import { defaultPreferences } from '../../../src-shared/desk/default-preferences.ts';
import { Computer, dueItem, idOf, KEY } from './computer.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2027, 0, 10, 8);

const make = (): Computer => new Computer({ startMs: START_MS });
const idsOf = ({ shown }: Computer) => shown.map(({ id }) => id);

describe('ReminderDesk', () => {
  it('in eight hours with lock, sleep, restart and another zone each step comes exactly once', async () => {
    const computer = make();
    // Overdue in one, three, five and seven hours; a day before the end in two hours; nothing for the last.
    const items = [
      ...[1, 3, 5, 7].map((hours, index) => dueItem(index, START_MS + hours * HOUR_MS)),
      dueItem(4, START_MS + 26 * HOUR_MS),
      dueItem(5, START_MS + 90 * DAY_MS),
    ];
    computer.preferences = { ...defaultPreferences, leadDays: [1] };
    computer.unlock(items);
    expect(idsOf(computer)).toEqual([0, 1, 2, 3].map(idOf));
    computer.shown.length = 0;
    computer.run(1.5 * HOUR_MS);
    expect(computer.desk.targetOf(idOf(0))).toEqual({ kind: 'entry', id: 'ent_0' });
    computer.lock();
    expect(computer.desk.targetOf(idOf(0))).toBeNull();
    computer.run(1.25 * HOUR_MS);
    computer.sleep(1.5 * HOUR_MS);
    computer.zoneMinutes = 540;
    await computer.restart();
    computer.run(1.25 * HOUR_MS);
    computer.zoneMinutes = -480;
    computer.unlock();
    computer.run(2.5 * HOUR_MS);
    expect(computer.nowMs - START_MS).toBe(8 * HOUR_MS);
    expect(idsOf(computer)).toEqual([0, 4, 1, 2, 3].map(idOf));
  });

  it('a crash between showing and writing shows it again, never not at all', () => {
    const computer = make();
    computer.unlock([dueItem(1, START_MS - 1)]);
    expect(computer.shown).toHaveLength(1);
    // Nothing was awaited: the file is still that of before.
    const { target: _target, name: _name, ...due } = dueItem(1, START_MS - 1);
    const reminder = { ...due, snoozedUntilMs: null, shownStepMs: null };
    const again = make();
    again.file = sealReminders(KEY, {
      reminders: [reminder],
      departed: [],
      inbox: [],
      digest: null,
    });
    again.desk.knowKey(KEY);
    again.desk.look();
    expect(again.shown).toHaveLength(1);
  });

  it('without a keychain a locked desk knows no due dates, and yet nothing comes twice', async () => {
    const computer = make();
    computer.hasKeychain = false;
    computer.unlock([dueItem(1, START_MS - 1), dueItem(2, START_MS + HOUR_MS)]);
    expect(computer.shown).toHaveLength(2);
    computer.lock();
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 0, snoozed: 0 });
    expect(computer.desk.view).toEqual({ pressing: 0, inbox: [], snoozed: [] });
    computer.run(2 * HOUR_MS);
    expect(computer.shown).toHaveLength(2);
    await computer.restart();
    computer.unlock();
    // The second is overdue by now, which is told at the unlock.
    expect(idsOf(computer)).toEqual([1, 2, 2].map(idOf));
  });

  it('a new due date begins anew; what the vault no longer has is forgotten', () => {
    const computer = make();
    computer.unlock([dueItem(1, START_MS - 1), dueItem(2, START_MS - 1)]);
    computer.unlock([dueItem(1, START_MS + DAY_MS)]);
    expect(idsOf(computer)).toEqual([1, 2, 1].map(idOf));
    expect(computer.desk.counts).toEqual({ due: 1, overdue: 0, snoozed: 0 });
  });

  it('follows the lead times of the thing itself, and none that reaches back to its last rotation', () => {
    const computer = make();
    const dueAtMs = START_MS + 30 * DAY_MS;
    computer.unlock([
      dueItem(1, dueAtMs, { leadDays: [14] }),
      dueItem(2, dueAtMs, { leadsBelowMs: 30 * DAY_MS }),
      dueItem(3, dueAtMs),
    ]);
    expect(idsOf(computer)).toEqual([idOf(3)]);
    computer.sleep(16 * DAY_MS);
    expect(idsOf(computer)).toEqual([3, 1].map(idOf));
    computer.sleep(7 * DAY_MS);
    expect(idsOf(computer)).toEqual([3, 1, 2, 3].map(idOf));
  });

  it('what is put off counts apart, and comes again when that is over, once', () => {
    const computer = make();
    computer.unlock([dueItem(1, START_MS - 1), dueItem(2, START_MS - 1)]);
    computer.desk.snooze(['ent_1'], START_MS + HOUR_MS);
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 1, snoozed: 1 });
    expect(computer.desk.view.snoozed).toEqual([
      { targetId: 'ent_1', untilMs: START_MS + HOUR_MS },
    ]);
    expect(computer.desk.dueThings(5).map(({ name }) => name)).toEqual(['name of 2']);
    computer.run(0.9 * HOUR_MS);
    expect(computer.shown).toHaveLength(2);
    computer.run(2 * HOUR_MS);
    expect(idsOf(computer)).toEqual([1, 2, 1].map(idOf));
    computer.desk.snooze(null, computer.nowMs + HOUR_MS);
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 0, snoozed: 2 });
    // Woken by hand it is known already.
    computer.desk.snooze(null, computer.nowMs);
    computer.run(2 * HOUR_MS);
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 2, snoozed: 0 });
    expect(computer.shown).toHaveLength(3);
  });

  it('is silent in the quiet hours and catches up after them', () => {
    const computer = make();
    const quietHours = { fromMinute: 7 * 60, toMinute: 10 * 60 };
    computer.preferences = { ...defaultPreferences, quietHours };
    computer.unlock([dueItem(1, START_MS - 1)]);
    computer.desk.tell('server');
    computer.run(HOUR_MS);
    expect(computer.shown).toEqual([]);
    // What is no due date stands in the inbox meanwhile.
    expect(computer.desk.view.inbox.map(({ kind }) => kind)).toEqual(['server']);
    computer.run(1.5 * HOUR_MS);
    expect(computer.shown).toHaveLength(1);
  });

  it('says nothing where reminders are off, and nothing of a kind that is', () => {
    const computer = make();
    computer.preferences = { ...defaultPreferences, areRemindersOn: false };
    computer.unlock([dueItem(1, START_MS - 1), dueItem(2, START_MS + DAY_MS)]);
    expect(computer.shown).toEqual([]);
    expect(computer.desk.counts).toEqual({ due: 1, overdue: 1, snoozed: 0 });
    computer.preferences = { ...defaultPreferences, mutedNotices: ['due', 'server'] };
    computer.desk.look();
    computer.desk.tell('server');
    expect(idsOf(computer)).toEqual([idOf(1)]);
  });

  it('of another vault’s index nothing is taken over', async () => {
    const computer = make();
    computer.unlock([dueItem(1, START_MS - 1)]);
    await computer.desk.settled();
    computer.desk.learn({ startsOver: true, items: [], removed: [] }, Buffer.alloc(32, 8), true);
    expect(computer.desk.view.inbox).toEqual([]);
  });
});

describe('the digest', () => {
  const NINE = 9 * 60;

  it('tells once a day, at its minute, what became due since the last one', async () => {
    const computer = make();
    computer.preferences = { ...defaultPreferences, digestMinute: NINE };
    computer.unlock([
      dueItem(1, START_MS - 1),
      dueItem(2, START_MS + 10 * HOUR_MS),
      dueItem(3, START_MS + 400 * DAY_MS),
    ]);
    // The first comes at the next nine o'clock: nobody is to be told twice on the day of the choice.
    expect(computer.shown).toEqual([]);
    computer.run(1.5 * HOUR_MS);
    expect(computer.shown.map(({ how, local }) => [how, local.minute])).toEqual([
      ['digest', NINE],
      ['digest', NINE],
    ]);
    computer.run(20 * HOUR_MS);
    await computer.restart();
    expect(computer.shown).toHaveLength(2);
    computer.run(24 * HOUR_MS);
    expect(idsOf(computer)).toEqual([1, 2, 2].map(idOf));
  });

  it('waits for the end of the quiet hours, even where they end on the next day', () => {
    const computer = make();
    const quietHours = { fromMinute: 22 * 60, toMinute: 7 * 60 };
    computer.preferences = { ...defaultPreferences, quietHours, digestMinute: 23 * 60 };
    computer.unlock([dueItem(1, START_MS - 1)]);
    computer.run(22 * HOUR_MS);
    expect(computer.shown).toEqual([]);
    computer.run(2 * HOUR_MS);
    expect(computer.shown.map(({ local }) => local)).toEqual([{ day: '2027-01-11', minute: 420 }]);
  });

  it('that is late takes the place of the day’s own', () => {
    const computer = make();
    computer.preferences = { ...defaultPreferences, digestMinute: NINE };
    computer.unlock([dueItem(1, START_MS - 1), dueItem(2, START_MS + 47 * HOUR_MS + 60_000)]);
    // From eight on the first day to eight on the third.
    computer.sleep(48 * HOUR_MS);
    computer.run(20 * HOUR_MS);
    expect(computer.shown.map(({ local }) => [local.day, local.minute])).toEqual([
      ['2027-01-12', 480],
      ['2027-01-12', 480],
    ]);
  });

  it('comes no second time in a zone where the day is still the same', () => {
    const computer = make();
    computer.preferences = { ...defaultPreferences, digestMinute: NINE };
    computer.unlock([dueItem(1, START_MS + 2 * HOUR_MS)]);
    computer.run(1.5 * HOUR_MS);
    computer.zoneMinutes = -600;
    computer.run(14 * HOUR_MS);
    expect(computer.shown.map(({ local }) => local.day)).toEqual(['2027-01-10']);
    computer.run(24 * HOUR_MS);
    expect(computer.shown.map(({ local }) => local.day)).toEqual(['2027-01-10', '2027-01-11']);
  });
});

describe('the inbox', () => {
  it('has every notification once more, the newest of each thing alone, until it is dismissed', async () => {
    const computer = make();
    computer.unlock([dueItem(1, START_MS + HOUR_MS), dueItem(2, START_MS - 1)]);
    computer.run(2 * HOUR_MS);
    const inbox = () =>
      computer.desk.view.inbox.map(({ kind, targetId, isRead }) => [kind, targetId, isRead]);
    expect(inbox()).toEqual([
      ['overdue', 'ent_1', false],
      ['overdue', 'ent_2', false],
    ]);
    computer.desk.readInbox(null);
    await computer.restart();
    // Locked, it says what happened and not to what.
    expect(inbox()).toEqual([
      ['overdue', null, true],
      ['overdue', null, true],
    ]);
    computer.unlock();
    const [first] = computer.desk.view.inbox;
    computer.desk.dismissInbox([first?.id ?? 0]);
    expect(inbox()).toEqual([['overdue', 'ent_2', true]]);
  });
});

describe('quiet hours', () => {
  it('may span midnight', () => {
    const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };
    expect([0, 419, 420, 1_319, 1_320].map((minute) => isQuiet(night, minute))).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(isQuiet({ fromMinute: 5, toMinute: 5 }, 5)).toBe(false);
    expect(isQuiet(null, 5)).toBe(false);
  });
});
