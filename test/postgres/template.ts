/** The database that the tests' databases are copied from: the store's schema, no store in it, and a clock that the tests own. */
import { migrate } from '../../src-core/store/postgres/migrations/migrations.ts';
import { databaseUrl, runSql, testPool } from './address.ts';

export const TEMPLATE = 'keywright_test_template';

/** Makes it anew: what an interrupted run may have left is dropped. */
export async function makeTemplate(url: string): Promise<void> {
  await runSql(url, `DROP DATABASE IF EXISTS ${TEMPLATE}`, `CREATE DATABASE ${TEMPLATE}`);
  const template = databaseUrl(url, TEMPLATE);
  const pool = testPool(template);
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}
