/**
 * Shows each reminder once, across lock, sleep and restart: a step is written as shown only after it was shown, so that a crash shows it
 * again rather than never. Holds the reminder key and no other; without a keychain that keeps the key, nothing is known while locked.
 */

import type { DueItem } from '../../src-shared/desk/due-items.ts';
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import { dueState, isQuiet, stepToShow } from './due-steps.ts';
import { openReminders, type Reminder, sealReminders } from './reminder-index.ts';

export interface ReminderDeskDeps {
  readonly nowMs: () => number;
  /** Minute of the local day. */
  readonly localMinute: (atMs: number) => number;
  readonly preferences: () => Preferences;
  /** Null: there is no file. */
  readonly readFile: () => Buffer | null;
  readonly writeFile: (sealed: Buffer) => Promise<void>;
  readonly removeFile: () => void;
  readonly show: (due: readonly DueNotice[]) => void;
  /** The counts may have changed. */
  readonly onChange: () => void;
}

export interface DueNotice {
  readonly id: string;
  readonly dueAtMs: number;
  /** Null while the vault is locked, until the next unlock says it. */
  readonly entryId: string | null;
}

export interface DueCounts {
  readonly due: number;
  readonly overdue: number;
}

export class ReminderDesk {
  readonly #deps: ReminderDeskDeps;
  #key: Buffer | null = null;
  #reminders: readonly Reminder[] = [];
  #entryIds: ReadonlyMap<string, string> = new Map();
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(deps: ReminderDeskDeps) {
    this.#deps = deps;
  }

  /** The key from the keychain, before any unlock. */
  knowKey(key: Buffer): void {
    if (this.#key !== null) return;
    this.#key = key;
    const file = this.#deps.readFile();
    this.#become((file === null ? null : openReminders(key, file)) ?? []);
  }

  /** Rebuilds from what the vault says; what was shown and snoozed stays. `key` null: nothing keeps it while locked. */
  rebuild(items: readonly DueItem[], key: Buffer | null): void {
    if (key !== null && this.#key === null) this.knowKey(key);
    this.#key = key;
    if (key === null) this.#deps.removeFile();
    const before = new Map(this.#reminders.map((reminder) => [reminder.id, reminder]));
    this.#entryIds = new Map(items.map(({ id, entryId }) => [id, entryId]));
    const now = items.map(({ id, dueAtMs }) => {
      const known = before.get(id);
      return known?.dueAtMs === dueAtMs
        ? known
        : { id, dueAtMs, snoozedUntilMs: null, shownStepMs: null };
    });
    this.#become(now);
    if (JSON.stringify(now) !== JSON.stringify([...before.values()])) this.#save();
    this.look();
  }

  /** The vault was locked: entry ids go, and with no key to keep them the times too. */
  lock(): void {
    this.#entryIds = new Map();
    if (this.#key === null) this.#become([]);
  }

  entryIdOf(id: string): string | null {
    return this.#entryIds.get(id) ?? null;
  }

  get counts(): DueCounts {
    const { leadDays } = this.#deps.preferences();
    const states = this.#reminders.map((one) => dueState(one, leadDays, this.#deps.nowMs()));
    return {
      due: states.filter((state) => state === 'due').length,
      overdue: states.filter((state) => state === 'overdue').length,
    };
  }

  /** To be called every half minute. Shows what is to be shown. */
  look(): void {
    const { nowMs, preferences, localMinute, show, onChange } = this.#deps;
    const { areRemindersOn, leadDays, quietHours } = preferences();
    const atMs = nowMs();
    onChange();
    if (!areRemindersOn || isQuiet(quietHours, localMinute(atMs))) return;
    const shown = new Map<string, Reminder>();
    for (const reminder of this.#reminders) {
      const shownStepMs = stepToShow(reminder, leadDays, atMs);
      if (shownStepMs !== null) {
        shown.set(reminder.id, { ...reminder, shownStepMs, snoozedUntilMs: null });
      }
    }
    if (shown.size === 0) return;
    show(
      Array.from(shown.values(), ({ id, dueAtMs }) => ({
        id,
        dueAtMs,
        entryId: this.entryIdOf(id),
      })),
    );
    this.#reminders = this.#reminders.map((reminder) => shown.get(reminder.id) ?? reminder);
    this.#save();
  }

  /** Everything that is due or overdue comes again then. */
  snooze(untilMs: number): void {
    const { leadDays } = this.#deps.preferences();
    const atMs = this.#deps.nowMs();
    this.#reminders = this.#reminders.map((reminder) =>
      dueState(reminder, leadDays, atMs) === 'later'
        ? reminder
        : { ...reminder, snoozedUntilMs: untilMs },
    );
    this.#save();
  }

  /** Resolves when what is known is on the disk. */
  settled(): Promise<void> {
    return this.#lastWrite;
  }

  #become(reminders: readonly Reminder[]): void {
    this.#reminders = reminders;
    this.#deps.onChange();
  }

  #save(): void {
    if (this.#key === null) return;
    const sealed = sealReminders(this.#key, this.#reminders);
    // A file that cannot be written shows a reminder once more after a restart.
    this.#lastWrite = this.#lastWrite.then(() =>
      this.#deps.writeFile(sealed).catch(() => undefined),
    );
  }
}
