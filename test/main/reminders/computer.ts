/** A computer for reminders: its clock, its zone, its disk, its keychain, and the program that runs on it, which may be started again. */
import type { LocalTime } from '../../../src-main/reminders/digest.ts';
import { type Notice, ReminderDesk } from '../../../src-main/reminders/reminder-desk.ts';
import { defaultPreferences } from '../../../src-shared/desk/default-preferences.ts';
import type { DueItem, DueReport } from '../../../src-shared/desk/due-items.ts';
import type { Preferences } from '../../../src-shared/desk/preferences.ts';

const LOOK_EVERY_MS = 30_000;
export const KEY = Buffer.alloc(32, 7);

export interface Shown extends Notice {
  readonly atMs: number;
  readonly local: LocalTime;
  readonly how: 'single' | 'digest';
}

export interface ComputerOptions {
  readonly startMs: number;
  /** What becomes of a write; the disk of a healthy computer keeps it. */
  readonly keeps?: (sealed: Buffer) => Buffer | null;
  readonly lookEveryMs?: number;
}

export class Computer {
  nowMs: number;
  zoneMinutes = 0;
  file: Buffer | null = null;
  preferences: Preferences = defaultPreferences;
  hasKeychain = true;
  items: readonly DueItem[] = [];
  isOpen = false;
  readonly shown: Shown[] = [];
  desk: ReminderDesk;
  readonly #keeps: (sealed: Buffer) => Buffer | null;
  readonly #lookEveryMs: number;

  constructor({
    startMs,
    keeps = (sealed) => sealed,
    lookEveryMs = LOOK_EVERY_MS,
  }: ComputerOptions) {
    this.nowMs = startMs;
    this.#keeps = keeps;
    this.#lookEveryMs = lookEveryMs;
    this.desk = this.#start();
  }

  localTime(atMs: number): LocalTime {
    const there = new Date(atMs + this.zoneMinutes * 60_000);
    const minute = there.getUTCHours() * 60 + there.getUTCMinutes();
    return { day: there.toISOString().slice(0, 10), minute };
  }

  /** The vault is opened, or has changed. */
  unlock(items: readonly DueItem[] = this.items): void {
    this.isOpen = true;
    this.items = items;
    this.desk.learn({ startsOver: true, items: [...items], removed: [] }, KEY, this.hasKeychain);
  }

  /** The open vault says what changed. */
  change(report: Omit<DueReport, 'startsOver'>): void {
    this.desk.learn({ startsOver: false, ...report }, KEY, this.hasKeychain);
  }

  lock(): void {
    this.isOpen = false;
    this.desk.lock();
  }

  /** Quits and starts again, locked. */
  async restart(): Promise<void> {
    await this.desk.settled();
    this.isOpen = false;
    this.desk = this.#start();
    if (this.hasKeychain) this.desk.knowKey(KEY);
  }

  /** Lets time pass awake. */
  run(durationMs: number): void {
    const endMs = this.nowMs + durationMs;
    while (this.nowMs < endMs) {
      this.nowMs = Math.min(endMs, this.nowMs + this.#lookEveryMs);
      this.desk.look();
    }
  }

  /** Nothing runs; the first look comes after it. */
  sleep(durationMs: number): void {
    this.nowMs += durationMs;
    this.desk.look();
  }

  #start(): ReminderDesk {
    return new ReminderDesk({
      nowMs: () => this.nowMs,
      localTime: (atMs) => this.localTime(atMs),
      preferences: () => this.preferences,
      readFile: () => this.file,
      writeFile: async (sealed) => {
        this.file = this.#keeps(sealed);
      },
      show: (notices, how) => {
        const atMs = this.nowMs;
        const local = this.localTime(atMs);
        this.shown.push(...notices.map((notice) => ({ ...notice, atMs, local, how })));
      },
      onChange: () => undefined,
    });
  }
}

export const idOf = (n: number): string => n.toString(16).padStart(32, '0');

export function dueItem(n: number, dueAtMs: number, facts: Partial<DueItem> = {}): DueItem {
  const target = { kind: 'entry', id: `ent_${n}` } as const;
  const name = `name of ${n}`;
  return { id: idOf(n), target, name, dueAtMs, leadDays: null, leadsBelowMs: null, ...facts };
}
