/**
 * The preferences as the page shows them: what main said last, with the changes on top that it has not answered yet. Without them a late
 * word of main's would take back what the person did meanwhile.
 */
import type { Preferences, PreferencesChange } from '../../src-shared/desk/preferences.ts';

export class PreferenceChanges {
  readonly #waiting = new Set<PreferencesChange>();
  #heard: Preferences;

  constructor(heard: Preferences) {
    this.#heard = heard;
  }

  get now(): Preferences {
    return Object.assign({}, this.#heard, ...this.#waiting);
  }

  hear(preferences: Preferences): void {
    this.#heard = preferences;
  }

  begin(change: PreferencesChange): void {
    this.#waiting.add(change);
  }

  /** Answered or refused: from now on main's word holds. */
  end(change: PreferencesChange): void {
    this.#waiting.delete(change);
  }
}
