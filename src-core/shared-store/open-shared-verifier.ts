/** What verifies against a shared store: its keys, and a reader on connections of its own. */
import type { EmbeddedStore, EmbeddedStoreDeps } from '../embedded/open-embedded-store.ts';
import type { StoreKeys } from '../pepper/store-keys.ts';
import { type PoolLimits, PostgresPool } from '../postgres/postgres-pool.ts';
import { openPostgresReader } from '../store/postgres/postgres-verification-reader.ts';
import type { SharedReader } from '../store/verification-store.ts';
import type { SharedStoreConfig } from './configured-store.ts';
import { DESK_LIMITS, openSharedStore } from './open-shared-store.ts';

/** A caller waits behind each answer: better "unavailable" soon than an answer late. */
const SERVER_LIMITS: PoolLimits = { maxConnections: 10, waitMs: 300, answerMs: 1_000 };

interface VerifierParts {
  readonly reader: SharedReader;
  readonly keys: StoreKeys;
}

/** Throws store/…, pepper/…; then nothing is left open. The reader ends its connections when it is closed. */
export async function openSharedVerifier(
  config: SharedStoreConfig,
  deps: Pick<EmbeddedStoreDeps, 'places' | 'random' | 'keychain'>,
  waiting: 'person' | 'server',
): Promise<VerifierParts> {
  const { store, storeKeys } = await openSharedStore(config, deps);
  const keys = await loadAndClose(storeKeys, store);
  const limits = waiting === 'person' ? DESK_LIMITS : SERVER_LIMITS;
  const pool = new PostgresPool(config.address, limits);
  try {
    return { reader: await openPostgresReader(pool), keys };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function loadAndClose(
  storeKeys: EmbeddedStore['storeKeys'],
  store: EmbeddedStore['store'],
): Promise<StoreKeys> {
  try {
    return await storeKeys.load();
  } finally {
    await store.close();
  }
}
