/** What is done with a shared store without its keys: looking at it, bringing its schema up to date, granting its users what they need. */
import type { StoreId } from '../../src-shared/ids/ids.ts';
import { PostgresPool } from '../postgres/postgres-pool.ts';
import { statement } from '../postgres/statement.ts';
import { readInstant } from '../store/postgres/audit-rows.ts';
import { type DatabaseRole, grantRole } from '../store/postgres/grants.ts';
import { migrate, SCHEMA_VERSION } from '../store/postgres/migrations/migrations.ts';
import { readSchemaVersion, readStoreHeader } from '../store/postgres/store-header.ts';
import { asking } from '../store/postgres/store-session.ts';
import type { SharedStoreConfig } from './configured-store.ts';
import { DESK_LIMITS } from './open-shared-store.ts';

export interface SharedStoreStatus {
  readonly storeId: StoreId;
  readonly schemaVersion: number;
  /** Events in the audit log. */
  readonly seq: number;
  readonly latestUs: number;
  /** As the server says it: `15.8 (Debian …)`. */
  readonly server: string;
  /** A standby, or a server that refuses writes: verifications and changes need another one. */
  readonly isStandby: boolean;
  /** Whether a standby confirms each commit, without which a failover may lose what was acknowledged. */
  readonly hasSynchronousStandby: boolean;
}

const READ_SERVER = statement(
  `SELECT current_setting('server_version') AS server,
          pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isStandby",
          current_setting('synchronous_standby_names') <> '' AS "hasSynchronousStandby"`,
);

type ServerRow = Pick<SharedStoreStatus, 'server' | 'isStandby' | 'hasSynchronousStandby'>;

/** Throws as readStoreHeader. */
export function inspectSharedStore(config: SharedStoreConfig): Promise<SharedStoreStatus> {
  return withPool(config, async (pool) => {
    const { id, schemaVersion } = await readStoreHeader(pool);
    const [server] = await pool.read<ServerRow>(READ_SERVER);
    if (server === undefined) throw new Error('the server says nothing of itself');
    const { seq, atUs } = await readInstant(asking(pool));
    return { storeId: id, schemaVersion, seq, latestUs: atUs, ...server };
  });
}

export interface Migrated {
  readonly from: number;
  readonly to: number;
  /** Names of the migrations that ran; none: there was nothing to do. */
  readonly ran: readonly string[];
}

/** Brings the schema up to this program's. Throws store/newer, store/not-found, store/foreign, store/…. */
export function migrateSharedStore(config: SharedStoreConfig): Promise<Migrated> {
  return withPool(config, async (pool) => {
    const from = await readSchemaVersion(pool);
    if (from === 0 || from >= SCHEMA_VERSION) await readStoreHeader(pool);
    return { from, to: SCHEMA_VERSION, ran: await migrate(pool) };
  });
}

/** Throws usage/invalid-argument for a user that is not there, and as readStoreHeader. */
export function grantSharedStore(
  config: SharedStoreConfig,
  role: DatabaseRole,
  user: string,
): Promise<void> {
  return withPool(config, async (pool) => {
    await readStoreHeader(pool);
    await grantRole(pool, role, user);
  });
}

async function withPool<Result>(
  { address }: SharedStoreConfig,
  work: (pool: PostgresPool) => Promise<Result>,
): Promise<Result> {
  const pool = new PostgresPool(address, DESK_LIMITS);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
