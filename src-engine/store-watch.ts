/**
 * Compares a store's audit log with what the vault last saw of it, and lets the vault see more. A log or checkpoints file that was cut,
 * replaced or deleted is found even where both were changed together; and stays found, since nothing is noted over it.
 */
import { readCheckpoints } from '../src-core/audit/checkpoint-file.ts';
import type { ChainHead, VerificationStore } from '../src-core/store/verification-store.ts';
import type { KnownHead, Vault } from '../src-core/vault/vault.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';

export interface StoreBreak {
  readonly seq: number;
  /** In one plain sentence. */
  readonly why: string;
}

interface WatchDeps {
  readonly vault: Pick<Vault, 'knownHeads' | 'readOnlyCause'>;
  readonly store: Pick<VerificationStore, 'id' | 'head' | 'readEvents'>;
  readonly checkpointsFile: string;
}

/** What the vault saw, and where the store does not fit it; both null where it never saw this store. */
export async function compareStore(
  deps: WatchDeps,
): Promise<{ readonly seenSeq: number | null; readonly broken: StoreBreak | null }> {
  const known = deps.vault.knownHeads.read(deps.store.id);
  if (known === null) return { seenSeq: null, broken: null };
  const broken = (await logBreak(deps, known)) ?? checkpointBreak(deps, known);
  return { seenSeq: known.seq, broken };
}

async function logBreak({ store }: WatchDeps, known: KnownHead): Promise<StoreBreak | null> {
  const { seq } = await store.head();
  if (seq < known.seq) {
    const why = `Event ${seq + 1} is missing; the vault saw the log up to ${known.seq}.`;
    return { seq: seq + 1, why };
  }
  if (known.seq === 0) return null;
  const [event] = await store.readEvents(known.seq - 1, 1);
  if (event?.seq === known.seq && event.hash.toString('hex') === known.hash) return null;
  return { seq: known.seq, why: 'The log up to this event is not the one that the vault saw.' };
}

/** Lines are only ever appended, so one that was there is there. */
function checkpointBreak(deps: WatchDeps, { checkpointSeq }: KnownHead): StoreBreak | null {
  if (checkpointSeq === null || checkpointSeqs(deps).includes(checkpointSeq)) return null;
  const why = `The checkpoint of this event, which the vault saw, is gone from ${deps.checkpointsFile}.`;
  return { seq: checkpointSeq, why };
}

function checkpointSeqs({ store, checkpointsFile }: WatchDeps): number[] {
  return readCheckpoints(checkpointsFile)
    .checkpoints.filter(({ storeId }) => storeId === store.id)
    .map(({ seq }) => seq);
}

/**
 * The head that may be noted: where the store fits what was seen, or the person says that it is the right one. Null: none may, or the
 * store cannot be read now.
 */
export async function headToNote(deps: WatchDeps, isAccepted = false): Promise<ChainHead | null> {
  if (deps.vault.readOnlyCause !== null) return null;
  try {
    if (!isAccepted && (await compareStore(deps)).broken !== null) return null;
    return await deps.store.head();
  } catch (error) {
    return passOver(error);
  }
}

/** Notes it with the last checkpoint, if anything is new. What cannot be noted now is noted the next time. */
export function noteHead(deps: WatchDeps, head: ChainHead | null): void {
  if (head === null) return;
  try {
    const { knownHeads } = deps.vault;
    const checkpointSeq = checkpointSeqs(deps).reduce((last, at) => Math.max(last, at), 0) || null;
    const seen = { seq: head.seq, hash: head.hash.toString('hex'), checkpointSeq };
    const known = knownHeads.read(deps.store.id);
    const isNew =
      known?.seq !== seen.seq || known.hash !== seen.hash || known.checkpointSeq !== checkpointSeq;
    if (isNew) knownHeads.note(deps.store.id, seen);
  } catch (error) {
    passOver(error);
  }
}

function passOver(error: unknown): null {
  if (error instanceof KeywrightError) return null;
  throw error;
}
