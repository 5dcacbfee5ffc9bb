/** A database of a test file's own, copied from the template, on the server of the run (./global-setup.ts). */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { inject } from 'vitest';
import type { PostgresPool } from '../../src-core/postgres/postgres-pool.ts';
import { databaseUrl, runSql, testPool } from './address.ts';
import { TEMPLATE } from './template.ts';

export interface TestDatabase {
  readonly url: string;
  /** A superuser's connection to it, kept open. */
  readonly admin: PostgresPool;
  drop(): Promise<void>;
}

/** Empty: no schema; left out: the store's schema is there. */
export async function createTestDatabase(kind?: 'empty'): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `keywright_test_${randomBytes(6).toString('hex')}`;
  const template = kind === 'empty' ? 'template0' : TEMPLATE;
  await runSql(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = databaseUrl(server, name);
  const admin = testPool(url, 1);
  return {
    url,
    admin,
    drop: async () => {
      await admin.end();
      await runSql(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Starts the server where this is the first to ask. Throws what its start threw. */
function serverUrl(): Promise<string> {
  return new Promise((resolve, reject) => {
    const door = connect(inject('postgresSocket'));
    let told = '';
    door.on('data', (chunk) => {
      told += chunk.toString('utf8');
    });
    door.once('error', reject);
    door.once('end', () => {
      const { url, error } = JSON.parse(told) as { url?: string; error?: string };
      if (url === undefined) reject(new Error(error));
      else resolve(url);
    });
  });
}
