import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  openReminders,
  type ReminderIndex,
  sealReminders,
} from '../../../src-main/reminders/reminder-index.ts';
import { idOf, KEY } from './computer.ts';

const START_MS = Date.UTC(2027, 0, 10, 8);
const reminder = {
  id: idOf(1),
  dueAtMs: START_MS,
  leadDays: [7],
  leadsBelowMs: null,
  snoozedUntilMs: null,
  shownStepMs: 5,
};
const indexOf = (count: number): ReminderIndex => ({
  reminders: Array.from({ length: count }, () => reminder),
  departed: [],
  inbox: [{ id: 1, kind: 'due', atMs: 5, reminderId: idOf(1), dueAtMs: START_MS, isRead: false }],
  digest: { doneDay: '2027-01-09', shownDay: null },
});

describe('the sealed index', () => {
  it('opens with its key to what was sealed, and with no other', () => {
    const sealed = sealReminders(KEY, indexOf(1));
    expect(openReminders(KEY, sealed)).toEqual(indexOf(1));
    expect(openReminders(randomBytes(32), sealed)).toBeNull();
  });

  it('opens though it was written before there was anything departed', () => {
    const { departed: _departed, ...former } = indexOf(1);
    expect(openReminders(KEY, sealReminders(KEY, former as ReminderIndex))).toEqual(indexOf(1));
  });

  it('opens no longer once any byte of it is changed or it is cut', () => {
    const sealed = sealReminders(KEY, indexOf(1));
    for (let at = 0; at < sealed.length; at += 37) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      expect(openReminders(KEY, changed)).toBeNull();
      expect(openReminders(KEY, sealed.subarray(0, at))).toBeNull();
    }
  });

  it('its size tells no more than pages of 4 KiB', () => {
    const sizes = [0, 1, 15].map((count) => sealReminders(KEY, indexOf(count)).length);
    expect(new Set(sizes).size).toBe(1);
  });
});
