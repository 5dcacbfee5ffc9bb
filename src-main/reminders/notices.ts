/** Notifications: plain words without a name, since they stay on the screen while the vault is locked. One for each entry, replaced by the next. */
import type { Notification } from 'electron';
import type { DueNotice } from './reminder-desk.ts';

export interface NoticesDeps {
  readonly make: (words: { readonly title: string; readonly body: string }) => Notification;
  readonly nowMs: () => number;
  /** Null: several at once; their list is shown. */
  readonly onClick: (notice: DueNotice | null) => void;
}

const DAY_MS = 86_400_000;
/** More at once come as one. */
const MOST_SINGLE = 3;
const TOGETHER = 'together';

export class Notices {
  readonly #deps: NoticesDeps;
  readonly #shown = new Map<string, Notification>();

  constructor(deps: NoticesDeps) {
    this.#deps = deps;
  }

  show(due: readonly DueNotice[]): void {
    if (due.length > MOST_SINGLE) {
      this.#put(TOGETHER, `${due.length} keys are due`, null);
      return;
    }
    for (const notice of due) {
      this.#put(notice.id, dueWords(notice.dueAtMs, this.#deps.nowMs()), notice);
    }
  }

  #put(id: string, title: string, notice: DueNotice | null): void {
    this.#shown.get(id)?.close();
    const made = this.#deps.make({ title, body: 'Open Keywright to see which and to rotate it.' });
    made.on('click', () => this.#deps.onClick(notice));
    // Held, or the click would be lost with the object.
    this.#shown.set(id, made);
    made.show();
  }
}

export function dueWords(dueAtMs: number, nowMs: number): string {
  if (dueAtMs <= nowMs) return 'A key is overdue';
  const days = Math.ceil((dueAtMs - nowMs) / DAY_MS);
  return days <= 1 ? 'A key ends within a day' : `A key ends in ${days} days`;
}
