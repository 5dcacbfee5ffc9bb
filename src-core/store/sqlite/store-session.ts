/** One open store file with what its mutations need: the keys, once a mutation asks for them, and the signer of checkpoints. */
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { CheckpointSigner } from '../../audit/checkpoint-signer.ts';
import { assertPepperMatches } from '../../pepper/assert-pepper-matches.ts';
import type { StoreKeys, StoreKeysSource } from '../../pepper/store-keys.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { RandomSource } from '../../runtime/random.ts';
import type { SqliteDatabase } from '../../sqlite/sqlite-file.ts';
import { readEventRows, readHeadRow } from './audit-rows.ts';
import { listPepperRows } from './catalog-rows.ts';
import type { StoreFile } from './store-file.ts';

export interface SqliteStoreDeps {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Asked at the first mutation only. */
  readonly keys: StoreKeysSource;
  /** Where signed heads are appended; null: none are kept. */
  readonly checkpointsFile: string | null;
  /** Latest instant that verifying has seen, epoch milliseconds; 0 where none is known. Left out: nothing verifies this store. */
  readonly latestSeenMs?: () => number;
}

export interface StoreSession {
  readonly id: StoreId;
  readonly file: StoreFile;
  readonly deps: SqliteStoreDeps;
  readonly signer: CheckpointSigner;
}

export function openSession(file: StoreFile, deps: SqliteStoreDeps): StoreSession {
  const chain = {
    head: () => file.use(readHeadRow),
    event: (seq: number) =>
      file.use((db) => readEventRows(db, seq - 1, 1)).find((event) => event.seq === seq) ?? null,
  };
  const signer = new CheckpointSigner(file.id, deps.checkpointsFile, chain);
  return { id: file.id, file, deps, signer };
}

/** Signs a last checkpoint where this session added events, then releases the file. */
export function closeSession(session: StoreSession): void {
  try {
    session.signer.signLast();
  } finally {
    session.file.close();
  }
}

/** The keys, compared with the store's own rows. Throws pepper/unavailable, pepper/mismatch. */
export async function loadSessionKeys(session: StoreSession): Promise<StoreKeys> {
  const keys = await session.deps.keys.load();
  assertPepperMatches(keys, session.file.use(listPepperRows));
  return keys;
}

/** Runs a read, with the file's faults as error codes. */
export async function reading<Result>(
  session: StoreSession,
  read: (db: SqliteDatabase) => Result,
): Promise<Result> {
  return session.file.use(read);
}
