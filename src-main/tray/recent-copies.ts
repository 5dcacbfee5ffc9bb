/** What was copied since the unlock, newest first, so that the tray can offer it again: names and ids, never a secret. */
import type { CopiedThing } from '../../src-shared/desk/engine-control.ts';

const MOST = 5;

export class RecentCopies {
  #things: readonly CopiedThing[] = [];

  get things(): readonly CopiedThing[] {
    return this.#things;
  }

  note(thing: CopiedThing): void {
    const others = this.#things.filter((known) => !isSame(known, thing));
    this.#things = [thing, ...others].slice(0, MOST);
  }

  /** The vault was locked. */
  forget(): void {
    this.#things = [];
  }
}

function isSame(a: CopiedThing, b: CopiedThing): boolean {
  return a.entryId === b.entryId && a.versionId === b.versionId;
}
