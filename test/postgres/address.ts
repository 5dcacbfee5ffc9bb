/** The address behind a `postgres://` text that the tests made themselves. */
import type { PostgresAddress } from '../../src-core/postgres/postgres-pool.ts';
import { PostgresPool } from '../../src-core/postgres/postgres-pool.ts';

export function addressOf(url: string): PostgresAddress {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || '5432'),
    user: decodeURIComponent(username),
    database: pathname.slice(1),
    password: async () => decodeURIComponent(password),
    tls: null,
    label: `${hostname}:${port}${pathname}`,
  };
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  return new URL(`/${database}`, url).href;
}

export function testPool(url: string, maxConnections = 4): PostgresPool {
  return new PostgresPool(addressOf(url), { maxConnections, waitMs: 20_000, answerMs: 60_000 });
}

/** Runs statements that take no values, each committing by itself. */
export async function runSql(url: string, ...texts: readonly string[]): Promise<void> {
  const pool = testPool(url, 1);
  try {
    for (const text of texts) await pool.read({ name: '', text });
  } finally {
    await pool.end();
  }
}
