/** Opens a store that exists. No key is asked for: listing works where the pepper's place does not answer. */
import type { PostgresPool } from '../../postgres/postgres-pool.ts';
import type { VerificationStore } from '../verification-store.ts';
import { PostgresVerificationStore } from './postgres-verification-store.ts';
import { readStoreHeader } from './store-header.ts';
import { openSession, type PostgresStoreDeps } from './store-session.ts';

/**
 * The store ends the pool when it is closed; where it cannot be opened, the caller does.
 * Throws store/not-found, store/foreign, store/newer, store/older, store/damaged, store/access-refused, store/unavailable.
 */
export async function openPostgresStore(
  pool: PostgresPool,
  deps: PostgresStoreDeps,
): Promise<VerificationStore> {
  const { id } = await readStoreHeader(pool);
  return new PostgresVerificationStore(openSession(id, pool, deps));
}
