/** Notifications: plain words without a name, since they stay on the screen while the vault is locked. One for each thing, replaced by the next. */
import type { Notification } from 'electron';
import type { Notice } from './reminder-desk.ts';

export interface NoticesDeps {
  readonly make: (words: NoticeWords) => Notification;
  readonly nowMs: () => number;
  /** Null: several at once; their list is shown. */
  readonly onClick: (notice: Notice | null) => void;
}

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

const DAY_MS = 86_400_000;
/** More at once come as one. */
const MOST_SINGLE = 3;
const TOGETHER = 'together';

const OPEN_DUE = 'Open Keywright to see which and to rotate it.';

export class Notices {
  readonly #deps: NoticesDeps;
  readonly #shown = new Map<string, Notification>();

  constructor(deps: NoticesDeps) {
    this.#deps = deps;
  }

  show(notices: readonly Notice[], how: 'single' | 'digest'): void {
    if (how === 'digest' || notices.length > MOST_SINGLE) {
      this.#put(TOGETHER, { title: togetherWords(notices), body: OPEN_DUE }, null);
      return;
    }
    for (const notice of notices) {
      this.#put(notice.id ?? notice.kind, noticeWords(notice, this.#deps.nowMs()), notice);
    }
  }

  #put(id: string, words: NoticeWords, notice: Notice | null): void {
    this.#shown.get(id)?.close();
    const made = this.#deps.make(words);
    made.on('click', () => this.#deps.onClick(notice));
    // Held, or the click would be lost with the object.
    this.#shown.set(id, made);
    made.show();
  }
}

function noticeWords({ kind, dueAtMs }: Notice, nowMs: number): NoticeWords {
  if (kind === 'server' || dueAtMs === null) {
    return { title: 'The verification server is not running', body: 'Open Keywright to see why.' };
  }
  return { title: dueWords(dueAtMs, nowMs), body: OPEN_DUE };
}

export function dueWords(dueAtMs: number, nowMs: number): string {
  if (dueAtMs <= nowMs) return 'A key is overdue';
  const days = Math.ceil((dueAtMs - nowMs) / DAY_MS);
  return days <= 1 ? 'A key is due within a day' : `A key is due in ${days} days`;
}

/** "2 keys are overdue, 1 is due". */
export function togetherWords(notices: readonly Notice[]): string {
  const overdue = notices.filter(({ kind }) => kind === 'overdue').length;
  const due = notices.length - overdue;
  if (overdue === 0) return `${keys(due)} due soon`;
  return due === 0 ? `${keys(overdue)} overdue` : `${keys(overdue)} overdue, ${due} due soon`;
}

function keys(count: number): string {
  return count === 1 ? '1 key is' : `${count} keys are`;
}
