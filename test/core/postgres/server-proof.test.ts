/** `sslmode=verify-full` on a real server: who cannot prove its name to us is not asked, and gets no password. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../../src-core/keychain/keychain.ts';
import { PostgresPool } from '../../../src-core/postgres/postgres-pool.ts';
import { statement } from '../../../src-core/postgres/statement.ts';
import { configuredStore } from '../../../src-core/shared-store/configured-store.ts';
import { codeOfAsync } from '../../code-of.ts';
import { type Certificates, makeCertificates } from '../../postgres/certificates.ts';
import { type Cluster, startCluster } from '../../postgres/cluster.ts';
import { createTestDatabase, type TestDatabase } from '../../postgres/test-database.ts';
import { throwawayFolder } from '../store/store-fixture.ts';

const IS_ENCRYPTED = statement(
  'SELECT ssl AS "isEncrypted" FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
);

let known: Certificates;
let cluster: Cluster;
let plain: TestDatabase;
let folder: ReturnType<typeof throwawayFolder>;

beforeAll(async () => {
  folder = throwawayFolder();
  known = makeCertificates('localhost');
  cluster = await startCluster({ certificate: known });
  plain = await createTestDatabase('empty');
});
afterAll(async () => {
  await cluster.stop();
  await plain.drop();
  folder.remove();
});

interface Asked {
  /** The authority that is trusted. */
  readonly authority: string;
  readonly host?: string;
  /** Of the server; left out: the one with the certificate. */
  readonly url?: string;
  readonly change?: (tls: ConnectionOptions | null) => ConnectionOptions | null;
}

/** What asking comes to, by a URL as a person writes it, and whether the password was asked for on the way. */
async function asking({ authority, host = 'localhost', url, change = (tls) => tls }: Asked) {
  let isPasswordGiven = false;
  const own = new URL(url ?? cluster.url);
  const rootFile = join(folder.path, 'root.crt');
  writeFileSync(rootFile, authority);
  const text = `postgres://${own.username}@${host}:${own.port}${own.pathname}?sslmode=verify-full&sslrootcert=${rootFile}`;
  const config = configuredStore({ url: text, env: {}, keychain: noKeychain });
  if (config === null) throw new Error('no store is configured');
  const pool = new PostgresPool(
    {
      ...config.address,
      tls: change(config.address.tls),
      password: async () => {
        isPasswordGiven = true;
        return own.password;
      },
    },
    { maxConnections: 1, waitMs: 5_000, answerMs: 5_000 },
  );
  const outcome = await codeOfAsync(() => pool.read(IS_ENCRYPTED));
  await pool.end();
  return { outcome, isPasswordGiven };
}

const noKeychain: Keychain = {
  probe: async () => ({ state: 'missing', backend: '', explanation: '' }),
  get: async () => null,
  set: async () => undefined,
  delete: async () => false,
};

const REFUSED = { outcome: 'store/unavailable', isPasswordGiven: false };

describe('a server that must prove its name', () => {
  it('is asked on an encrypted connection where it does', async () => {
    expect(await asking({ authority: known.authority })).toEqual({
      outcome: { returned: [{ isEncrypted: true }] },
      isPasswordGiven: true,
    });
  });

  it('is not where its certificate is of another authority', async () => {
    const { authority } = makeCertificates('localhost');
    expect(await asking({ authority })).toEqual(REFUSED);
  });

  it('is not where its certificate has another name than the URL, be it an address', async () => {
    expect(await asking({ authority: known.authority, host: '127.0.0.1' })).toEqual(REFUSED);
  });

  it('is not where it speaks in clear only', async () => {
    expect(await asking({ authority: known.authority, url: plain.url })).toEqual(REFUSED);
  });

  it('would be asked by a client that does not look (controls)', async () => {
    const { authority } = makeCertificates('localhost');
    const blind = await asking({
      authority,
      change: (tls) => ({ ...tls, rejectUnauthorized: false }),
    });
    expect(blind).toMatchObject({ isPasswordGiven: true });
    const nameless = await asking({
      authority: known.authority,
      host: '127.0.0.1',
      change: (tls) => ({ ...tls, checkServerIdentity: () => undefined }),
    });
    expect(nameless).toMatchObject({ isPasswordGiven: true });
  });
});
