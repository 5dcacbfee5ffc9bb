/**
 * Every schema change in order. `keywright.schema` says how many migrations a database has had; each runs in a transaction of its own,
 * with the new number as its last statement, so that a crash leaves the schema before or after it. Forward only: a program of an older
 * version refuses the store from then on, and is told so.
 */
import type { PostgresPool, PostgresSession } from '../../../postgres/postgres-pool.ts';
import { statement } from '../../../postgres/statement.ts';
import { throwUnknownOutcome } from '../unknown-outcome.ts';
import { createStore } from './0001-create-store.ts';

export interface Migration {
  /** `NNNN-what-it-does`. */
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [createStore];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Two programs that migrate at once take turns; the number is the store's application id. */
const TAKE_TURN = 'SELECT pg_advisory_xact_lock(1263817521)';

const SCHEMA = `
CREATE SCHEMA IF NOT EXISTS keywright;
CREATE TABLE IF NOT EXISTS keywright.schema (
  id      integer NOT NULL PRIMARY KEY CHECK (id = 1),
  version integer NOT NULL CHECK (version >= 0)
);
INSERT INTO keywright.schema (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
`;

const READ_VERSION = statement('SELECT version FROM keywright.schema WHERE id = 1');
const SET_VERSION = statement('UPDATE keywright.schema SET version = $1 WHERE id = 1');

/** Brings the schema up to the last of `migrations`; returns the names of those that ran. Throws store/…. */
export async function migrate(
  pool: PostgresPool,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  const ran: string[] = [];
  for (const [index, migration] of migrations.entries()) {
    const hasRun = await pool
      .transact(async (session) => {
        await session.run(`${TAKE_TURN}; ${SCHEMA}`);
        const isDue = (await versionOf(session)) === index;
        if (isDue) {
          await session.run(migration.sql);
          await session.query(SET_VERSION, [index + 1]);
        }
        return { result: isDue, isKept: isDue };
      })
      .catch(throwUnknownOutcome);
    if (hasRun) ran.push(migration.name);
  }
  return ran;
}

async function versionOf(session: PostgresSession): Promise<number> {
  const [row] = await session.query<{ readonly version: number }>(READ_VERSION);
  return row?.version ?? 0;
}
