/**
 * Which store this is, before anything else is read of it: the schema's version and the store's id. Refuses a database without a store,
 * one of a newer program, and one that was not brought up to this program's schema yet.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import { isId, type StoreId } from '../../../src-shared/ids/ids.ts';
import type { PostgresPool } from '../../postgres/postgres-pool.ts';
import { statement } from '../../postgres/statement.ts';
import { SCHEMA_VERSION } from './migrations/migrations.ts';

export interface StoreHeader {
  readonly id: StoreId;
  readonly schemaVersion: number;
  readonly createdAtMs: number;
}

const FIND_SCHEMA = statement(
  `SELECT to_regnamespace('keywright') IS NOT NULL AS "hasNamespace",
          EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = 'keywright' AND c.relname = 'schema') AS "hasSchema"`,
);
const READ_SCHEMA = statement('SELECT version FROM keywright.schema WHERE id = 1');
const READ_STORE = statement('SELECT store_id, created_at_ms FROM keywright.store WHERE id = 1');

/** The version of the schema, whatever it is; 0: there is none yet. Throws store/foreign, store/unavailable, store/access-refused. */
export async function readSchemaVersion(pool: PostgresPool): Promise<number> {
  const [found] = await pool.read<{ hasNamespace: boolean; hasSchema: boolean }>(FIND_SCHEMA);
  if (found?.hasSchema === true) {
    const [row] = await pool.read<{ version: number }>(READ_SCHEMA);
    return row?.version ?? 0;
  }
  if (found?.hasNamespace !== true) return 0;
  throw new KeywrightError(
    'store/foreign',
    `The database ${pool.label} has a schema "keywright" that is no Keywright store`,
  );
}

/** Needs no keys. Throws store/not-found, store/foreign, store/newer, store/older, store/damaged, store/unavailable. */
export async function readStoreHeader(
  pool: PostgresPool,
  knownVersion: number = SCHEMA_VERSION,
): Promise<StoreHeader> {
  const schemaVersion = await readSchemaVersion(pool);
  if (schemaVersion > knownVersion) {
    throw new KeywrightError(
      'store/newer',
      `${pool.label} has schema ${schemaVersion}; this program knows ${knownVersion}`,
    );
  }
  if (schemaVersion < 1) {
    throw new KeywrightError('store/not-found', `There is no store at ${pool.label}`, {
      hint: 'Create one with `keywright store init`.',
    });
  }
  const [row] = await pool.read<{ store_id: unknown; created_at_ms: number }>(READ_STORE);
  if (row === undefined) {
    throw new KeywrightError('store/not-found', `There is no store at ${pool.label} yet`, {
      hint: 'Create one with `keywright store init`.',
    });
  }
  if (typeof row.store_id !== 'string' || !isId('sto', row.store_id)) {
    throw new KeywrightError('store/damaged', `${pool.label} does not say which store it is`);
  }
  if (schemaVersion < knownVersion) {
    throw new KeywrightError(
      'store/older',
      `${pool.label} has schema ${schemaVersion}; this program needs ${knownVersion}`,
    );
  }
  return { id: row.store_id, schemaVersion, createdAtMs: row.created_at_ms };
}
