/**
 * A secret that is shown while something is held. It goes on release and after 30 seconds at the latest; an answer that comes after the
 * release is dropped unseen. Plain: the hook beside it adds the page.
 */
const SHOWN_AT_MOST_MS = 30_000;

export interface HeldSecretDeps {
  /** Null: nothing may be shown, or it failed; what failed is said elsewhere. */
  readonly read: () => Promise<string | null>;
  /** The secret to show from now on; null: none. */
  readonly show: (secret: string | null) => void;
}

export class HeldSecret {
  readonly #deps: HeldSecretDeps;
  #hold = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: HeldSecretDeps) {
    this.#deps = deps;
  }

  async press(): Promise<void> {
    this.#hold += 1;
    const held = this.#hold;
    const secret = await this.#deps.read();
    if (held !== this.#hold || secret === null) return;
    this.#deps.show(secret);
    this.#timer = setTimeout(() => this.release(), SHOWN_AT_MOST_MS);
  }

  release(): void {
    this.#hold += 1;
    clearTimeout(this.#timer);
    this.#deps.show(null);
  }
}
