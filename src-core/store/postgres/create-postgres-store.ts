/** Creates a store in a database whole or not at all: the schema first, then its first rows with their event in one transaction. */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { genesisHash } from '../../audit/audit-chain.ts';
import { assertPepperMatches } from '../../pepper/assert-pepper-matches.ts';
import type { PostgresPool, PostgresSession } from '../../postgres/postgres-pool.ts';
import { statement } from '../../postgres/statement.ts';
import { storeCreated } from '../store-events.ts';
import type { MutationContext, PepperRow, VerificationStore } from '../verification-store.ts';
import { insertPepper } from './catalog-rows.ts';
import { changeAndAppend } from './change-and-append.ts';
import { migrate, SCHEMA_VERSION } from './migrations/migrations.ts';
import { openPostgresStore } from './open-postgres-store.ts';
import { readSchemaVersion } from './store-header.ts';
import type { PostgresStoreDeps } from './store-session.ts';
import { throwUnknownOutcome } from './unknown-outcome.ts';

export interface NewPostgresStore {
  readonly id: StoreId;
  readonly pepper: Pick<PepperRow, 'id' | 'place' | 'check'>;
  readonly ctx: MutationContext;
}

/** As for openPostgresStore, the store ends the pool. Throws store/exists, store/foreign, store/newer, pepper/…, store/…. */
export async function createPostgresStore(
  pool: PostgresPool,
  store: NewPostgresStore,
  deps: PostgresStoreDeps,
): Promise<VerificationStore> {
  const keys = await deps.keys.load();
  assertPepperMatches(keys, [store.pepper]);
  const found = await readSchemaVersion(pool);
  if (found > SCHEMA_VERSION) {
    throw new KeywrightError('store/newer', `${pool.label} has a schema of a newer program`);
  }
  if (found < SCHEMA_VERSION) await migrate(pool);
  await pool
    .transact(async (session) => {
      await insertFirstRows(session, store, pool.label);
      const inputs = { random: deps.random, auditKey: keys.auditKey, ctx: store.ctx };
      await changeAndAppend(session, inputs, {
        change: async ({ ask, nowMs }) => {
          await insertPepper(ask, { ...store.pepper, createdAtMs: nowMs });
          return { result: null, events: [storeCreated(store.pepper, SCHEMA_VERSION)] };
        },
      });
      return { result: null, isKept: true };
    })
    .catch(throwUnknownOutcome);
  return openPostgresStore(pool, deps);
}

const INSERT_STORE = statement(
  `INSERT INTO keywright.store (id, store_id, created_at_ms)
   VALUES (1, $1, keywright.clock_us() / 1000) ON CONFLICT (id) DO NOTHING RETURNING id`,
);
const INSERT_HEAD = statement(
  'INSERT INTO keywright.head (id, seq, hash, at_us) VALUES (1, 0, $1, 0)',
);

/** A second creator waits for the first one's commit and then finds its row. */
async function insertFirstRows(
  session: PostgresSession,
  store: NewPostgresStore,
  label: string,
): Promise<void> {
  const inserted = await session.query(INSERT_STORE, [store.id]);
  if (inserted.length === 0) {
    throw new KeywrightError('store/exists', `There is a store at ${label} already`);
  }
  await session.query(INSERT_HEAD, [genesisHash(store.id)]);
}
