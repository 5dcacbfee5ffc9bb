import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dueState, isQuiet, reachedStepMs } from '../../../src-main/reminders/due-steps.ts';
import { type DueNotice, ReminderDesk } from '../../../src-main/reminders/reminder-desk.ts';
import { openReminders, sealReminders } from '../../../src-main/reminders/reminder-index.ts';
import { defaultPreferences, type Preferences } from '../../../src-shared/desk/preferences.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2027, 0, 10, 8);
const KEY = Buffer.alloc(32, 7);
const id = (n: number): string => n.toString(16).padStart(32, '0');

/** A computer: its clock, its disk, and the program that runs on it, which may be started again. */
class Computer {
  nowMs = START_MS;
  zoneMinutes = 0;
  file: Buffer | null = null;
  preferences: Preferences = defaultPreferences;
  readonly shown: DueNotice[] = [];
  desk: ReminderDesk;

  constructor() {
    this.desk = this.start();
  }

  start(): ReminderDesk {
    this.desk = new ReminderDesk({
      nowMs: () => this.nowMs,
      localMinute: (atMs) => Math.floor(atMs / 60_000 + this.zoneMinutes) % 1_440,
      preferences: () => this.preferences,
      readFile: () => this.file,
      writeFile: async (sealed) => {
        this.file = sealed;
      },
      removeFile: () => {
        this.file = null;
      },
      show: (due) => this.shown.push(...due),
      onChange: () => undefined,
    });
    return this.desk;
  }

  /** Lets time pass awake: a look every half minute. */
  run(durationMs: number): void {
    const endMs = this.nowMs + durationMs;
    while (this.nowMs < endMs) {
      this.nowMs += 30_000;
      this.desk.look();
    }
  }

  sleep(durationMs: number): void {
    this.nowMs += durationMs;
    this.desk.look();
  }
}

const item = (n: number, dueAtMs: number) => ({ id: id(n), entryId: `ent_${n}`, dueAtMs });

describe('ReminderDesk', () => {
  it('in eight hours with lock, sleep, restart and another zone each step comes exactly once', async () => {
    const computer = new Computer();
    // Overdue in one, three, five and seven hours; a day before the end in two hours; nothing for the last.
    const items = [1, 3, 5, 7].map((hours, index) => item(index, START_MS + hours * HOUR_MS));
    computer.preferences = { ...defaultPreferences, leadDays: [1] };
    computer.desk.rebuild(
      [...items, item(4, START_MS + 26 * HOUR_MS), item(5, START_MS + 90 * DAY_MS)],
      KEY,
    );
    const begun = computer.shown.map((notice) => notice.id);
    expect(begun).toEqual([0, 1, 2, 3].map(id));
    computer.shown.length = 0;
    computer.run(1.5 * HOUR_MS);
    computer.desk.lock();
    computer.run(1.25 * HOUR_MS);
    computer.sleep(1.5 * HOUR_MS);
    computer.zoneMinutes = 540;
    await computer.desk.settled();
    computer.start().knowKey(KEY);
    computer.run(1.25 * HOUR_MS);
    computer.zoneMinutes = -480;
    computer.desk.rebuild(
      [...items, item(4, START_MS + 26 * HOUR_MS), item(5, START_MS + 90 * DAY_MS)],
      KEY,
    );
    computer.run(2.5 * HOUR_MS);
    expect(computer.nowMs - START_MS).toBe(8 * HOUR_MS);
    expect(computer.shown.map((notice) => notice.id)).toEqual([0, 4, 1, 2, 3].map(id));
    // Shown before the first lock: known; after it, only the opaque id.
    expect(computer.shown.map(({ entryId }) => entryId)).toEqual([
      'ent_0',
      null,
      null,
      null,
      'ent_3',
    ]);
  });

  it('a crash between showing and writing shows it again, never not at all', () => {
    const computer = new Computer();
    computer.desk.rebuild([item(1, START_MS - 1)], KEY);
    expect(computer.shown).toHaveLength(1);
    // Nothing was awaited: the file is still that of before.
    computer.file = sealReminders(KEY, [
      { id: id(1), dueAtMs: START_MS - 1, snoozedUntilMs: null, shownStepMs: null },
    ]);
    computer.start().knowKey(KEY);
    computer.desk.look();
    expect(computer.shown).toHaveLength(2);
  });

  it('without a keychain nothing stays on the disk, and a locked desk knows no due dates', async () => {
    const computer = new Computer();
    computer.file = Buffer.from('left over');
    computer.desk.rebuild([item(1, START_MS + HOUR_MS)], null);
    await computer.desk.settled();
    expect(computer.file).toBeNull();
    computer.desk.lock();
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 0 });
  });

  it('a new due date begins anew; what the vault no longer has is forgotten', () => {
    const computer = new Computer();
    computer.desk.rebuild([item(1, START_MS - 1), item(2, START_MS - 1)], KEY);
    computer.desk.rebuild([item(1, START_MS + DAY_MS)], KEY);
    expect(computer.shown.map((notice) => notice.id)).toEqual([id(1), id(2), id(1)]);
    expect(computer.desk.counts).toEqual({ due: 1, overdue: 0 });
  });

  it('a snoozed one comes again when the snooze is over, once', () => {
    const computer = new Computer();
    computer.desk.rebuild([item(1, START_MS - 1)], KEY);
    computer.desk.snooze(START_MS + HOUR_MS);
    computer.run(0.9 * HOUR_MS);
    expect(computer.shown).toHaveLength(1);
    computer.run(2 * HOUR_MS);
    expect(computer.shown).toHaveLength(2);
  });

  it('is silent in the quiet hours and catches up after them', () => {
    const computer = new Computer();
    const quietHours = { fromMinute: 7 * 60, toMinute: 10 * 60 };
    computer.preferences = { ...defaultPreferences, quietHours };
    computer.desk.rebuild([item(1, START_MS - 1)], KEY);
    computer.run(HOUR_MS);
    expect(computer.shown).toEqual([]);
    computer.run(1.5 * HOUR_MS);
    expect(computer.shown).toHaveLength(1);
  });

  it('says nothing where reminders are off', () => {
    const computer = new Computer();
    computer.preferences = { ...defaultPreferences, areRemindersOn: false };
    computer.desk.rebuild([item(1, START_MS - 1)], KEY);
    expect(computer.shown).toEqual([]);
    expect(computer.desk.counts).toEqual({ due: 0, overdue: 1 });
  });
});

describe('steps', () => {
  it('the newest reached lead time counts', () => {
    const dueAtMs = START_MS + 8 * DAY_MS;
    expect(reachedStepMs({ dueAtMs }, [60, 30, 7, 1], START_MS)).toBe(dueAtMs - 30 * DAY_MS);
    expect(reachedStepMs({ dueAtMs }, [7, 1], START_MS)).toBeNull();
    expect(dueState({ dueAtMs }, [7, 1], START_MS)).toBe('later');
    expect(dueState({ dueAtMs }, [7, 1], START_MS + DAY_MS)).toBe('due');
    expect(dueState({ dueAtMs }, [], dueAtMs)).toBe('overdue');
  });

  it('quiet hours may span midnight', () => {
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

describe('the sealed index', () => {
  const reminder = { id: id(1), dueAtMs: START_MS, snoozedUntilMs: null, shownStepMs: 5 };
  const reminders = [reminder];

  it('opens with its key to what was sealed, and with no other', () => {
    const sealed = sealReminders(KEY, reminders);
    expect(openReminders(KEY, sealed)).toEqual(reminders);
    expect(openReminders(randomBytes(32), sealed)).toBeNull();
  });

  it('opens no longer once any byte of it is changed or it is cut', () => {
    const sealed = sealReminders(KEY, reminders);
    for (let at = 0; at < sealed.length; at += 37) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      expect(openReminders(KEY, changed)).toBeNull();
      expect(openReminders(KEY, sealed.subarray(0, at))).toBeNull();
    }
  });

  it('its size tells no more than pages of 4 KiB', () => {
    const sizes = [0, 1, 20].map(
      (count) =>
        sealReminders(
          KEY,
          Array.from({ length: count }, () => reminder),
        ).length,
    );
    expect(new Set(sizes).size).toBe(1);
  });
});
