/** Points at which a call waits until the script releases it: what a scheduler does with threads, done with promises. */

interface Held {
  readonly process: string;
  readonly go: () => void;
}

export class HeldPoints {
  #held: Held[] = [];
  readonly #holds = new Map<string, number>();

  /** From now on the calls of `process` wait at the points whose bits are set, the lowest first. */
  plan(process: string, holds: number): void {
    this.#holds.set(process, holds);
  }

  /** Returns at once, or when it is released. Never, where its process ends before. */
  async pass(process: string): Promise<void> {
    const holds = this.#holds.get(process) ?? 0;
    this.#holds.set(process, holds >> 1);
    if ((holds & 1) === 0) return;
    await new Promise<void>((resolve) => {
      this.#held.push({ process, go: resolve });
    });
  }

  /** Releases one; false where none is held. */
  release(pick: number): boolean {
    const [released] = this.#held.splice(pick % Math.max(this.#held.length, 1), 1);
    released?.go();
    return released !== undefined;
  }

  /** The process has ended: its calls never go on. */
  drop(process: string): void {
    this.#held = this.#held.filter((held) => held.process !== process);
    this.#holds.delete(process);
  }
}

/** Lets everything run that can run without being released. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
