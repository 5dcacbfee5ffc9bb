/**
 * Shows each reminder once, across lock, sleep and restart: a step is written as shown only after it was shown, so that a crash shows it
 * again rather than never. Holds the reminder key and no other; without a keychain that keeps the key, nothing is known while locked.
 */

import type { DueItem, DueReport, DueTarget } from '../../src-shared/desk/due-items.ts';
import type { NoticeKind } from '../../src-shared/desk/notice-kinds.ts';
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import type { RemindersView } from '../../src-shared/desk/reminders-view.ts';
import { dueState } from '../../src-shared/rotation/due.ts';
import { type LocalTime, nextDigest } from './digest.ts';
import { countDue, type DueCounts, type DueThing, listDue, viewReminders } from './due-lists.ts';
import { isQuiet, stepToShow } from './due-steps.ts';
import { addNotices, dismiss, markRead } from './inbox.ts';
import { mergeReminders } from './merge-reminders.ts';
import {
  openReminders,
  type Reminder,
  type ReminderIndex,
  sealReminders,
} from './reminder-index.ts';

export interface ReminderDeskDeps {
  readonly nowMs: () => number;
  readonly localTime: (atMs: number) => LocalTime;
  readonly preferences: () => Preferences;
  /** Null: there is no file. */
  readonly readFile: () => Buffer | null;
  readonly writeFile: (sealed: Buffer) => Promise<void>;
  readonly show: (notices: readonly Notice[], how: 'single' | 'digest') => void;
  /** Counts, inbox or what is put off may have changed. */
  readonly onChange: () => void;
}

export interface Notice {
  readonly kind: NoticeKind;
  /** Of the reminder; null: it is about no due date. */
  readonly id: string | null;
  readonly dueAtMs: number | null;
}

const EMPTY: ReminderIndex = { reminders: [], departed: [], inbox: [], digest: null };

export class ReminderDesk {
  readonly #deps: ReminderDeskDeps;
  #key: Buffer | null = null;
  /** False: the key is the open vault's alone, and goes with it. */
  #isKeyKept = false;
  #index: ReminderIndex = EMPTY;
  #things: ReadonlyMap<string, DueItem> = new Map();
  /** The newest that was given to the disk, which may still be writing it. Null: nothing was in this run. */
  #sealed: Buffer | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(deps: ReminderDeskDeps) {
    this.#deps = deps;
  }

  /** The key from the keychain, before any unlock. */
  knowKey(key: Buffer): void {
    this.#take(key);
    this.#isKeyKept = true;
  }

  /** What the vault says is due; what was shown and snoozed stays. `isKept`: a keychain keeps the key while the vault is locked. */
  learn({ startsOver, items, removed }: DueReport, key: Buffer, isKept: boolean): void {
    this.#take(key);
    // What came from the keychain before is in it, whatever it answers now.
    this.#isKeyKept ||= isKept;
    const things = new Map(startsOver ? [] : this.#things);
    for (const id of removed) things.delete(id);
    for (const item of items) things.set(item.id, item);
    this.#things = things;
    const before = this.#index;
    this.#become(mergeReminders(before, things.values()));
    if (this.#index !== before) this.#save();
    this.look();
  }

  /** The vault was locked: what things are called goes, and with a key that nothing keeps the rest too. */
  lock(): void {
    this.#things = new Map();
    if (!this.#isKeyKept) {
      this.#key = null;
      this.#index = EMPTY;
    }
    this.#deps.onChange();
  }

  /** Null while the vault is locked, until the next unlock says it. */
  targetOf(id: string): DueTarget | null {
    return this.#things.get(id)?.target ?? null;
  }

  get counts(): DueCounts {
    const { leadDays } = this.#deps.preferences();
    return countDue(this.#index.reminders, leadDays, this.#deps.nowMs());
  }

  /** By name, the most pressing first; nothing while the vault is locked. */
  dueThings(most: number): readonly DueThing[] {
    const { nowMs, preferences } = this.#deps;
    const { leadDays } = preferences();
    return listDue(this.#index.reminders, this.#things, { leadDays, nowMs: nowMs() }).slice(
      0,
      most,
    );
  }

  get view(): RemindersView {
    const { nowMs, preferences } = this.#deps;
    const { leadDays } = preferences();
    return viewReminders(this.#index, this.#things, { leadDays, nowMs: nowMs() });
  }

  /** To be called every half minute. Shows what is to be shown. */
  look(): void {
    const { nowMs, preferences, localTime, onChange } = this.#deps;
    const { areRemindersOn, quietHours, digestMinute } = preferences();
    const local = localTime(nowMs());
    onChange();
    if (this.#key === null || !areRemindersOn || isQuiet(quietHours, local.minute)) return;
    if (digestMinute === null) this.#showReached('single');
    else this.#tellDigest(local, digestMinute);
  }

  /** Something happened that asks for the person; in the quiet hours it waits in the inbox alone. */
  tell(kind: NoticeKind): void {
    const { nowMs, preferences, localTime, show } = this.#deps;
    const { areRemindersOn, mutedNotices, quietHours } = preferences();
    if (!areRemindersOn || mutedNotices.includes(kind)) return;
    const notice = { kind, id: null, dueAtMs: null };
    if (!isQuiet(quietHours, localTime(nowMs()).minute)) show([notice], 'single');
    this.#note([notice], this.#index);
  }

  /** What is due of these comes again then; an instant that has passed wakes it, without a word. `targetIds` null: everything that is due. */
  snooze(targetIds: readonly string[] | null, untilMs: number): void {
    const { leadDays } = this.#deps.preferences();
    const atMs = this.#deps.nowMs();
    const snoozedUntilMs = untilMs > atMs ? untilMs : null;
    const isMeant = (reminder: Reminder): boolean =>
      dueState(reminder, leadDays, atMs) !== 'later' &&
      (targetIds === null || targetIds.includes(this.targetOf(reminder.id)?.id ?? ''));
    const reminders = this.#index.reminders.map((reminder) =>
      isMeant(reminder) ? { ...reminder, snoozedUntilMs } : reminder,
    );
    this.#become({ ...this.#index, reminders });
    this.#save();
  }

  /** `ids` null: all of them; likewise below. */
  readInbox(ids: readonly number[] | null): void {
    this.#become({ ...this.#index, inbox: markRead(this.#index.inbox, ids) });
    this.#save();
  }

  dismissInbox(ids: readonly number[] | null): void {
    this.#become({ ...this.#index, inbox: dismiss(this.#index.inbox, ids) });
    this.#save();
  }

  /** Resolves when what is known is on the disk. */
  settled(): Promise<void> {
    return this.#lastWrite;
  }

  #tellDigest(local: LocalTime, digestMinute: number): void {
    const { digest } = this.#index;
    const step = nextDigest(digest, local, digestMinute);
    if (step === null) return;
    const isTold = step.isShown && this.#showReached('digest');
    // A day on which there was nothing to tell may still be told something late.
    const shownDay = isTold ? step.next.shownDay : (digest?.shownDay ?? null);
    this.#become({ ...this.#index, digest: { ...step.next, shownDay } });
    this.#save();
  }

  /** False: there was nothing to show. */
  #showReached(how: 'single' | 'digest'): boolean {
    const { nowMs, preferences, show } = this.#deps;
    const { leadDays, mutedNotices } = preferences();
    const notices: Notice[] = [];
    const reminders = this.#index.reminders.map((reminder) => {
      const stepMs = stepToShow(reminder, leadDays, nowMs());
      if (stepMs === null) return reminder;
      const { id, dueAtMs } = reminder;
      const kind = stepMs === dueAtMs ? 'overdue' : 'due';
      if (mutedNotices.includes(kind)) return reminder;
      notices.push({ kind, id, dueAtMs });
      return { ...reminder, shownStepMs: stepMs, snoozedUntilMs: null };
    });
    if (notices.length === 0) return false;
    show(notices, how);
    this.#note(notices, { ...this.#index, reminders });
    return true;
  }

  #note(notices: readonly Notice[], index: ReminderIndex): void {
    const atMs = this.#deps.nowMs();
    const added = notices.map(({ kind, id, dueAtMs }) => ({ kind, atMs, reminderId: id, dueAtMs }));
    this.#become({ ...index, inbox: addNotices(index.inbox, added) });
    this.#save();
  }

  #take(key: Buffer): void {
    if (this.#key?.equals(key) === true) return;
    // What was told before any key was known is in memory alone.
    const told = this.#key === null ? this.#index.inbox : [];
    this.#key = key;
    this.#isKeyKept = false;
    const file = this.#sealed ?? this.#deps.readFile();
    const kept = (file === null ? null : openReminders(key, file)) ?? EMPTY;
    this.#become({ ...kept, inbox: addNotices(kept.inbox, told.toReversed()) });
  }

  #become(index: ReminderIndex): void {
    this.#index = index;
    this.#deps.onChange();
  }

  #save(): void {
    if (this.#key === null) return;
    const sealed = sealReminders(this.#key, this.#index);
    this.#sealed = sealed;
    // A file that cannot be written shows a reminder once more after a restart.
    this.#lastWrite = this.#lastWrite.then(() =>
      this.#deps.writeFile(sealed).catch(() => undefined),
    );
  }
}
