/**
 * Signs heads of the chain outside the database: every 100 events, within 60 s of an event, and on clean close. Refuses a head
 * that does not extend the last checkpoint, for such a head means that the log was rewritten or an older copy was put back.
 * A checkpoint follows its commit, so a fault here never undoes a mutation: it is tried again at the next one, and told when the store is closed.
 */
import type { KeyObject } from 'node:crypto';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { type SignedCheckpoint, signCheckpoint } from './checkpoint.ts';
import { appendCheckpoint, readLastCheckpoint } from './checkpoint-file.ts';

export const CHECKPOINT_EVERY_EVENTS = 100;
export const CHECKPOINT_EVERY_US = 60_000_000;

interface ChainPosition {
  readonly seq: number;
  readonly hash: Buffer;
  readonly atUs: number;
}

/** The chain as the signer sees it. */
interface SignableChain {
  head(): ChainPosition;
  /** Null where the log has no such event. */
  event(seq: number): ChainPosition | null;
}

export class CheckpointSigner {
  readonly #storeId: StoreId;
  readonly #path: string | null;
  readonly #chain: SignableChain;
  #signingKey: KeyObject | null = null;
  #fault: KeywrightError | null = null;
  /** Set while events wait to be signed; never keeps the process alive. */
  #timer: NodeJS.Timeout | null = null;

  constructor(storeId: StoreId, path: string | null, chain: SignableChain) {
    this.#storeId = storeId;
    this.#path = path;
    this.#chain = chain;
  }

  /** Why the last attempt wrote nothing; null: it did, or none was due. */
  get fault(): KeywrightError | null {
    return this.#fault;
  }

  /** After a commit: signs the head where 100 events or 60 s have gone by since the last checkpoint, else within 60 s. */
  signIfDue(signingKey: KeyObject): void {
    this.#signingKey = signingKey;
    this.#attempt((path) => {
      const head = this.#chain.head();
      const last = this.#last(path);
      if (isDue(head, last)) this.#sign(path, head, { last, signingKey });
      else this.#timer ??= setTimeout(() => this.signLast(), CHECKPOINT_EVERY_US / 1_000).unref();
    });
  }

  /** On clean close, and when the time is up: signs the head where events were added and no checkpoint covers them. */
  signLast(): void {
    this.#stopTimer();
    const signingKey = this.#signingKey;
    if (signingKey === null) return;
    this.#attempt((path) => {
      const head = this.#chain.head();
      const last = this.#last(path);
      if (head.seq !== last?.seq) this.#sign(path, head, { last, signingKey });
    });
  }

  #sign(
    path: string,
    head: ChainPosition,
    by: { readonly last: SignedCheckpoint | null; readonly signingKey: KeyObject },
  ): void {
    const { last, signingKey } = by;
    if (last !== null && !this.#extends(last)) {
      throw new KeywrightError(
        'audit/broken',
        `The audit log does not extend its checkpoint at event ${last.seq}; no new one is signed`,
      );
    }
    this.#stopTimer();
    const { seq, hash, atUs } = head;
    appendCheckpoint(path, signCheckpoint({ storeId: this.#storeId, seq, hash, atUs }, signingKey));
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #extends(last: SignedCheckpoint): boolean {
    return this.#chain.event(last.seq)?.hash.equals(last.hash) ?? false;
  }

  #last(path: string): SignedCheckpoint | null {
    return readLastCheckpoint(path, this.#storeId);
  }

  #attempt(work: (path: string) => void): void {
    if (this.#path === null) return;
    try {
      work(this.#path);
      this.#fault = null;
    } catch (error) {
      this.#fault =
        error instanceof KeywrightError
          ? error
          : new KeywrightError('store/unavailable', 'No checkpoint was signed', { cause: error });
    }
  }
}

function isDue(head: ChainPosition, last: ChainPosition | null): boolean {
  if (last === null) return head.seq >= CHECKPOINT_EVERY_EVENTS;
  const isFull = head.seq - last.seq >= CHECKPOINT_EVERY_EVENTS;
  return isFull || head.atUs - last.atUs >= CHECKPOINT_EVERY_US;
}
