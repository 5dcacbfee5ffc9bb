/**
 * Signs heads of a store that is asked over the network. The signer (src-core/audit) looks at the chain without waiting, so what it
 * will look at is read first: the head, and the event of the last checkpoint, which the head must extend.
 */

import type { KeyObject } from 'node:crypto';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { readLastCheckpoint } from '../../audit/checkpoint-file.ts';
import { CheckpointSigner } from '../../audit/checkpoint-signer.ts';
import type { ChainedEvent, ChainHead } from '../verification-store.ts';
import { type Ask, readEventRows, readInstant } from './audit-rows.ts';

interface CheckpointParts {
  readonly id: StoreId;
  /** Null: none are kept. */
  readonly path: string | null;
  readonly ask: Ask;
}

export interface SessionCheckpoints {
  /** Why the last attempt wrote nothing; null: it did, or none was due. */
  readonly fault: KeywrightError | null;
  /** After a commit. Never throws: a checkpoint's fault undoes no change. */
  signIfDue(signingKey: KeyObject): Promise<void>;
  /** On clean close, where this session added events. */
  signLast(): Promise<void>;
}

interface ChainView {
  readonly head: ChainHead;
  readonly lastSeq: number | null;
  readonly atLast: ChainedEvent | null;
}

export function createSessionCheckpoints({ id, path, ask }: CheckpointParts): SessionCheckpoints {
  let view: ChainView | null = null;
  let viewFault: KeywrightError | null = null;
  let hasAdded = false;
  const seen = (): ChainView => {
    if (view === null) throw new Error('the chain was not read');
    return view;
  };
  const signer = new CheckpointSigner(id, path, {
    head: () => seen().head,
    event: (seq) => {
      const { lastSeq, atLast } = seen();
      if (seq === lastSeq) return atLast;
      throw new KeywrightError('store/busy', 'Another program signed a checkpoint meanwhile');
    },
  });

  async function look(file: string): Promise<boolean> {
    try {
      const lastSeq = readLastCheckpoint(file, id)?.seq ?? null;
      const [atLast = null] = lastSeq === null ? [] : await readEventRows(ask, lastSeq - 1, 1);
      const { seq, hash, atUs } = await readInstant(ask);
      view = {
        head: { seq, hash, atUs },
        lastSeq,
        atLast: atLast?.seq === lastSeq ? atLast : null,
      };
      viewFault = null;
      return true;
    } catch (error) {
      viewFault =
        error instanceof KeywrightError
          ? error
          : new KeywrightError('store/unavailable', 'No checkpoint was signed', { cause: error });
      return false;
    }
  }

  return {
    get fault() {
      return viewFault ?? signer.fault;
    },
    async signIfDue(signingKey) {
      hasAdded = true;
      if (path !== null && (await look(path))) signer.signIfDue(signingKey);
    },
    async signLast() {
      if (path !== null && hasAdded && (await look(path))) signer.signLast();
    },
  };
}
