/**
 * Brings the rollback mark forward after commits: at once, but not more than once in five seconds, and at the end. Commits of the last
 * five seconds before a crash may stay unmarked (docs/vault-format.md, "Rollback mark").
 */
import type { VaultId } from '../../src-shared/ids/ids.ts';
import type { RollbackMark, VaultMark } from './rollback-mark.ts';

const INTERVAL_MS = 5_000;

export class MarkKeeper {
  readonly #vaultId: VaultId;
  readonly #place: RollbackMark | null;
  #pending: VaultMark | null = null;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(vaultId: VaultId, place: RollbackMark | null) {
    this.#vaultId = vaultId;
    this.#place = place;
  }

  /** Call after every commit, never before. */
  note(mark: VaultMark): void {
    if (this.#place === null) return;
    this.#pending = mark;
    if (this.#timer !== null) return;
    this.#startWriting();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#pending !== null) this.note(this.#pending);
    }, INTERVAL_MS);
    this.#timer.unref();
  }

  /** Writes what is still unmarked; afterwards nothing runs on. */
  async finish(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#startWriting();
    await this.#writing;
  }

  #startWriting(): void {
    const mark = this.#pending;
    const place = this.#place;
    this.#pending = null;
    if (mark === null || place === null) return;
    this.#writing = this.#writing.then(async () => {
      await place.advance(this.#vaultId, mark);
    });
  }
}
