/** One open store with what its mutations need: the keys, once a mutation asks for them, and the signer of checkpoints. */
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { assertPepperMatches } from '../../pepper/assert-pepper-matches.ts';
import type { StoreKeys, StoreKeysSource } from '../../pepper/store-keys.ts';
import type { PostgresPool } from '../../postgres/postgres-pool.ts';
import type { RandomSource } from '../../runtime/random.ts';
import type { Ask } from './audit-rows.ts';
import { listPepperRows } from './catalog-rows.ts';
import { createSessionCheckpoints, type SessionCheckpoints } from './session-checkpoints.ts';

export interface PostgresStoreDeps {
  readonly random: RandomSource;
  /** Asked at the first mutation only. */
  readonly keys: StoreKeysSource;
  /** Where signed heads are appended; null: none are kept. */
  readonly checkpointsFile: string | null;
}

export interface StoreSession {
  readonly id: StoreId;
  readonly pool: PostgresPool;
  readonly deps: PostgresStoreDeps;
  readonly checkpoints: SessionCheckpoints;
}

/** The session ends the pool when it is closed. */
export function openSession(
  id: StoreId,
  pool: PostgresPool,
  deps: PostgresStoreDeps,
): StoreSession {
  const checkpoints = createSessionCheckpoints({
    id,
    path: deps.checkpointsFile,
    ask: asking(pool),
  });
  return { id, pool, deps, checkpoints };
}

/** Signs a last checkpoint where this session added events, then releases the connections. */
export async function closeSession(session: StoreSession): Promise<void> {
  try {
    await session.checkpoints.signLast();
  } finally {
    await session.pool.end();
  }
}

/** The keys, compared with the store's own rows. Throws pepper/unavailable, pepper/mismatch. */
export async function loadSessionKeys(session: StoreSession): Promise<StoreKeys> {
  const keys = await session.deps.keys.load();
  assertPepperMatches(keys, await listPepperRows(asking(session.pool)));
  return keys;
}

/** Statements that each commit by themselves. */
export function asking(pool: PostgresPool): Ask {
  return (statement, values) => pool.read(statement, values);
}
