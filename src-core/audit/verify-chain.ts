/**
 * Checks a store's audit log from its first event to its head: numbering, links, macs, head row, and every signed checkpoint
 * (docs/audit-log.md, "Checking"). Reports the first event that does not fit. Without keys only links and head are checked, and
 * the report says so: whoever can write the database can then have made a log whose links fit.
 */
import type { StoreId } from '../../src-shared/ids/ids.ts';
import type { StoreKeys } from '../pepper/store-keys.ts';
import type { VerificationStore } from '../store/verification-store.ts';
import { type ChainBreak, ChainWalk } from './chain-walk.ts';
import { type CheckpointLog, readCheckpoints } from './checkpoint-file.ts';

export interface StoreChainReport {
  readonly ok: boolean;
  /** Events that were read up to the head or the first that does not fit. */
  readonly events: number;
  /** Checkpoints that were compared with the log. */
  readonly checkpoints: number;
  /** Events after the last checkpoint: a cut there is not found. */
  readonly eventsAfterCheckpoint: number;
  /** Lines of the checkpoints file that a crash tore. */
  readonly tornCheckpoints: number;
  /** False: the keys were not at hand, so macs and signatures were not checked. */
  readonly areKeysChecked: boolean;
  readonly broken: ChainBreak | null;
}

interface ChainInputs {
  readonly store: Pick<VerificationStore, 'id' | 'head' | 'readEvents'>;
  /** Null: check the links alone. */
  readonly keys: StoreKeys | null;
  /** Null: no checkpoints are kept. */
  readonly checkpointsFile: string | null;
}

const PAGE_SIZE = 1_000;

/** Throws store/… where the log cannot be read, file/unreadable for the checkpoints; a log that does not fit is a report. */
export async function verifyStoreChain(inputs: ChainInputs): Promise<StoreChainReport> {
  const { store, keys } = inputs;
  const { checkpoints, tornLines } = checkpointsOf(store.id, inputs.checkpointsFile);
  const walk = new ChainWalk(store.id, keys, checkpoints);
  const broken = await walkToHead(store, walk);
  const lastSigned = checkpoints.reduce((last, { seq }) => Math.max(last, seq), 0);
  return {
    ok: broken === null,
    events: walk.seq,
    checkpoints: walk.checkpointsSeen,
    eventsAfterCheckpoint: Math.max(0, walk.seq - lastSigned),
    tornCheckpoints: tornLines,
    areKeysChecked: keys !== null,
    broken,
  };
}

function checkpointsOf(storeId: StoreId, path: string | null): CheckpointLog {
  if (path === null) return { checkpoints: [], tornLines: 0 };
  const { checkpoints, tornLines } = readCheckpoints(path);
  return { checkpoints: checkpoints.filter((signed) => signed.storeId === storeId), tornLines };
}

/** The head is read after the events, so that a program appending meanwhile can only be ahead of what was walked. */
async function walkToHead(
  store: ChainInputs['store'],
  walk: ChainWalk,
): Promise<ChainBreak | null> {
  for (;;) {
    const page = await store.readEvents(walk.seq, PAGE_SIZE);
    for (const event of page) {
      const broken = walk.add(event);
      if (broken !== null) return broken;
    }
    if (page.length > 0) continue;
    const head = await store.head();
    const isAhead = head.seq > walk.seq;
    const appended = isAhead ? await store.readEvents(walk.seq, 1) : [];
    if (appended.length === 0) return walk.finish(head);
  }
}
