/** Where a link or a notification wants the window to be. While the vault is locked the last wish waits for the unlock. */
import type { Destination } from '../../src-shared/desk/main-calls.ts';

export interface ItineraryDeps {
  readonly isOpen: () => boolean;
  readonly go: (destination: Destination) => void;
}

export class Itinerary {
  readonly #deps: ItineraryDeps;
  #waiting: Destination | null = null;

  constructor(deps: ItineraryDeps) {
    this.#deps = deps;
  }

  /** What waits for the unlock; null: nothing. */
  get waiting(): Destination | null {
    return this.#waiting;
  }

  want(destination: Destination): void {
    if (this.#deps.isOpen()) this.#deps.go(destination);
    else this.#waiting = destination;
  }

  /** To be called once the vault is open. */
  replay(): void {
    const destination = this.#waiting;
    this.#waiting = null;
    if (destination !== null) this.#deps.go(destination);
  }
}
