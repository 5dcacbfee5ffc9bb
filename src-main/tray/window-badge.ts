/** What is due, at the window itself: a number at its icon where the system shows one, and before its name where there is no tray. */
import type { DueCounts } from '../reminders/due-lists.ts';

const NAME = 'Keywright';

export interface WindowBadgeDeps {
  /** Electron's app.setBadgeCount: the dock of macOS, Unity's launcher. */
  readonly setCount: (count: number) => void;
  readonly counts: () => DueCounts;
  readonly hasTray: () => boolean;
}

export class WindowBadge {
  readonly #deps: WindowBadgeDeps;
  #shown = 0;

  constructor(deps: WindowBadgeDeps) {
    this.#deps = deps;
  }

  /** `(3) Keywright`, or the name alone. */
  get title(): string {
    const count = this.#count;
    return count === 0 || this.#deps.hasTray() ? NAME : `(${count}) ${NAME}`;
  }

  refresh(): void {
    const count = this.#count;
    if (count === this.#shown) return;
    this.#shown = count;
    this.#deps.setCount(count);
  }

  get #count(): number {
    const { due, overdue } = this.#deps.counts();
    return due + overdue;
  }
}
