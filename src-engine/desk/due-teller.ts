/**
 * Tells main what is due, at the unlock and after each change. A keychain may take seconds to answer, or for ever: main is told without it,
 * and again once it is known that the keychain keeps the key. Where nothing changed, nothing is said.
 */
import type { FromEngine } from '../../src-shared/desk/engine-control.ts';
import { inTurns } from '../in-turns.ts';
import type { DeskEngine } from './desk-engine.ts';

export class DueTeller {
  readonly #engine: Pick<DeskEngine, 'due' | 'keepReminderKey'>;
  readonly #say: (message: FromEngine) => void;
  /** A change is told once, so a later one must not overtake it. */
  readonly #inTurn = inTurns();
  #isKept = false;
  #isKeptTold = false;

  constructor(
    engine: Pick<DeskEngine, 'due' | 'keepReminderKey'>,
    say: (message: FromEngine) => void,
  ) {
    this.#engine = engine;
    this.#say = say;
  }

  /** The vault was opened. */
  async begin(): Promise<void> {
    await this.tell();
    this.#isKept = await this.#engine.keepReminderKey().catch(() => false);
    if (this.#isKept) await this.tell();
  }

  /** Reminders are no reason for a call to fail: where it cannot be read now, the next change tells it. */
  tell(): Promise<void> {
    return this.#inTurn(async () => {
      const due = await this.#engine.due().catch(() => null);
      if (due === null) return;
      const isNew = due.startsOver || due.items.length + due.removed.length > 0;
      if (!isNew && this.#isKept === this.#isKeptTold) return;
      this.#isKeptTold = this.#isKept;
      this.#say({ kind: 'due', ...due, isKept: this.#isKept });
    });
  }
}
