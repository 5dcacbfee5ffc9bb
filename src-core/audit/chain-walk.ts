/** Follows an audit log event by event, comparing each with what it must be. Stops at the first that does not fit. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { StoreKeys } from '../pepper/store-keys.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { ChainedEvent, ChainHead } from '../store/verification-store.ts';
import { chainHash, eventMac, genesisHash } from './audit-chain.ts';
import { isCheckpointSigned, type SignedCheckpoint } from './checkpoint.ts';

/** Where a log stops fitting, and why, in one plain sentence. */
export interface ChainBreak {
  readonly seq: number;
  readonly why: string;
}

export class ChainWalk {
  readonly #auditKey: SecretBytes | null;
  readonly #publicKey: KeyObject | null;
  readonly #checkpoints: ReadonlyMap<number, readonly SignedCheckpoint[]>;
  #tip: ChainHead;
  #checkpointsSeen = 0;

  /** Without keys, macs and signatures are not checked. */
  constructor(storeId: StoreId, keys: StoreKeys | null, checkpoints: readonly SignedCheckpoint[]) {
    this.#auditKey = keys?.auditKey ?? null;
    this.#publicKey = keys === null ? null : createPublicKey(keys.signingKey);
    this.#checkpoints = Map.groupBy(checkpoints, ({ seq }) => seq);
    this.#tip = { seq: 0, hash: genesisHash(storeId), atUs: 0 };
  }

  /** The last event that fits; 0 before the first. */
  get seq(): number {
    return this.#tip.seq;
  }

  get checkpointsSeen(): number {
    return this.#checkpointsSeen;
  }

  /** Takes the next event; null where it fits. */
  add(event: ChainedEvent): ChainBreak | null {
    const seq = this.#tip.seq + 1;
    const why = this.#eventFault(event, seq) ?? this.#checkpointFault(event);
    if (why !== null) return { seq, why };
    this.#tip = { seq, hash: event.hash, atUs: event.atUs };
    return null;
  }

  #eventFault(event: ChainedEvent, seq: number): string | null {
    if (event.seq !== seq) return `Event ${seq} is missing; the next one is ${event.seq}.`;
    if (event.atUs <= this.#tip.atUs) return 'Its time is not later than that of the event before.';
    if (this.#auditKey !== null && !eventMac(this.#auditKey, event).equals(event.mac)) {
      return 'Its content is not what was recorded.';
    }
    if (!chainHash(this.#tip.hash, event).equals(event.hash)) {
      return 'Its hash does not follow from the event before, its number, time and content.';
    }
    return null;
  }

  #checkpointFault(event: ChainedEvent): string | null {
    for (const checkpoint of this.#checkpoints.get(event.seq) ?? []) {
      if (this.#publicKey !== null && !isCheckpointSigned(checkpoint, this.#publicKey)) {
        return 'The checkpoint of this event is not signed by this store.';
      }
      if (!checkpoint.hash.equals(event.hash) || checkpoint.atUs !== event.atUs) {
        return 'The log up to this event is not the one that was signed in its checkpoint.';
      }
      this.#checkpointsSeen += 1;
    }
    return null;
  }

  /** After the last event: compares the head, and looks for checkpoints beyond it. Null where all fits. */
  finish(head: ChainHead): ChainBreak | null {
    const { seq, hash, atUs } = this.#tip;
    const next = seq + 1;
    if (head.seq > seq)
      return { seq: next, why: `Event ${next} is missing; the head is ${head.seq}.` };
    if (head.seq < seq)
      return { seq: head.seq + 1, why: `The head of the store is event ${head.seq}.` };
    const lastSigned = this.#checkpoints.keys().reduce((last, at) => Math.max(last, at), 0);
    if (lastSigned > seq) {
      return {
        seq: next,
        why: `Event ${next} is missing; the log was signed up to ${lastSigned}.`,
      };
    }
    const isHeadRight = head.hash.equals(hash) && head.atUs === atUs;
    return isHeadRight ? null : { seq, why: 'The head of the store does not fit its last event.' };
  }
}
