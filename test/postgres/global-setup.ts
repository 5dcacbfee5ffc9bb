/**
 * One PostgreSQL server for a whole run of the tests, started when the first test file asks for it: most runs of single files need
 * none. Test files ask over a socket, since they run in processes of their own (./test-database.ts).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Cluster, startCluster } from './cluster.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Socket on which the address of the server is told, one JSON line a connection. */
    readonly postgresSocket: string;
  }
}

interface Prepared {
  /** Of a user who may make databases. */
  readonly url: string;
  readonly cluster: Cluster | null;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'kw-pg-door-'));
  const socket = join(folder, 'door');
  let preparing: Promise<Prepared> | null = null;
  const door = createServer((asking) => {
    preparing ??= prepare();
    preparing.then(
      ({ url }) => asking.end(JSON.stringify({ url })),
      (error: unknown) => asking.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => door.listen(socket, resolve));
  project.provide('postgresSocket', socket);
  return async () => {
    await new Promise((resolve) => door.close(resolve));
    const prepared = await preparing?.catch(() => null);
    await prepared?.cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function prepare(): Promise<Prepared> {
  const given = process.env.KEYWRIGHT_TEST_POSTGRES_URL;
  const cluster = given === undefined || given === '' ? await startCluster() : null;
  const url = cluster?.url ?? given ?? '';
  await makeTemplate(url);
  return { url, cluster };
}
