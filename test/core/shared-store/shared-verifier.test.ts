/** Verifiers on a real shared store: strict ones, ones under a lease, and what they do when the store is away or answers as a standby. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IssuedKey, issueKey } from '../../../src-core/keys/issue-key.ts';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import { PostgresPool } from '../../../src-core/postgres/postgres-pool.ts';
import { type Clock, systemClock } from '../../../src-core/runtime/clock.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';
import { createPostgresStore } from '../../../src-core/store/postgres/create-postgres-store.ts';
import { openPostgresReader } from '../../../src-core/store/postgres/postgres-verification-reader.ts';
import type {
  SharedReader,
  VerificationStore,
} from '../../../src-core/store/verification-store.ts';
import { createDatabaseClock } from '../../../src-core/verify/database-clock.ts';
import { keepLease } from '../../../src-core/verify/lease-keeper.ts';
import { createVerifier, type Verifier } from '../../../src-core/verify/verifier.ts';
import type { IssueInput } from '../../../src-shared/contract/engine-calls.ts';
import { codeOfAsync } from '../../code-of.ts';
import { addressOf, runSql, testPool } from '../../postgres/address.ts';
import { startCluster } from '../../postgres/cluster.ts';
import { type CuttingProxy, startCuttingProxy } from '../../postgres/cutting-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../postgres/test-database.ts';
import {
  CTX,
  fixedKeysSource,
  fixedPepper,
  fixedStoreKeys,
  newApi,
  STORE_ID,
} from '../store/store-fixture.ts';

const WHY = { code: 'leaked', note: null } as const;
const NEW_STORE = { id: STORE_ID, pepper: fixedPepper(), ctx: CTX };
const DEPS = { random: systemRandom, keys: fixedKeysSource(), checkpointsFile: null };

let database: TestDatabase;
let store: VerificationStore;
let closing: (() => void)[];

beforeAll(async () => {
  database = await createTestDatabase();
  store = await createPostgresStore(testPool(database.url), NEW_STORE, DEPS);
  await store.createApi(newApi(systemRandom), CTX);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});
beforeEach(() => {
  closing = [];
});
afterEach(() => {
  for (const close of closing.toReversed()) close();
});

function issue(change: Partial<IssueInput> = {}): Promise<IssuedKey> {
  const input = {
    api: 'acme',
    name: 'worker',
    owner: 'app:shop',
    environment: 'live',
    permissions: [],
    roles: [],
    limits: [],
    expires: null,
    notBefore: null,
    reason: null,
  };
  const desk = { store, storeKeys: DEPS.keys, random: systemRandom, clock: systemClock };
  return issueKey({ ...input, ...change }, desk, CTX);
}

interface Served {
  readonly verifier: Verifier;
  /** Versions read from the store so far. */
  readonly reads: () => number;
}

async function openVerifier(pool: PostgresPool, clock: Clock = systemClock): Promise<Served> {
  const reader = await openPostgresReader(pool);
  closing.push(() => reader.close());
  let reads = 0;
  const counting: SharedReader = {
    storeId: reader.storeId,
    readFeed: (afterSeq, limit) => reader.readFeed(afterSeq, limit),
    readVersion: (versionId) => {
      reads += 1;
      return reader.readVersion(versionId);
    },
    close: () => reader.close(),
  };
  const verifier = createVerifier({
    reader: counting,
    keys: fixedStoreKeys(),
    limiter: createMemoryLimiter({ clock }),
    usage: null,
    clock,
    storeClock: createDatabaseClock(clock),
    random: systemRandom,
    environments: null,
  });
  return { verifier, reads: () => reads };
}

/** As a server does it. */
function underLease({ verifier }: Served): void {
  const { leased } = verifier;
  if (leased === null) throw new Error('not a shared store');
  const keeper = keepLease({
    records: leased,
    repeat: (work, everyMs) => {
      const timer = setInterval(work, everyMs);
      return () => clearInterval(timer);
    },
    onChange: () => undefined,
  });
  closing.push(() => keeper.stop());
}

const outcomeOf = async ({ verifier }: Served, token: string): Promise<string> =>
  (await verifier.verify({ token })).outcome;

describe('a verifier of a shared store', () => {
  it('that is strict asks each time, and refuses at the next verification after a revocation', async () => {
    const served = await openVerifier(testPool(database.url));
    const { token, key } = await issue();
    expect(await outcomeOf(served, token)).toBe('valid');
    expect(await outcomeOf(served, token)).toBe('valid');
    expect(served.reads()).toBe(2);
    await store.revokeKey(key.id, WHY, CTX);
    expect(await outcomeOf(served, token)).toBe('revoked');
    expect(await outcomeOf(served, `${token.slice(0, -1)}x`)).toBe('malformed');
  });

  it('under a lease serves from memory, and each of four refuses soon after a revocation, for good', async () => {
    const servers = await Promise.all([1, 2, 3, 4].map(() => openVerifier(testPool(database.url))));
    for (const server of servers) underLease(server);
    const { token, key } = await issue();
    for (const server of servers) await server.verifier.leased?.renew();
    for (const server of servers) {
      for (let call = 0; call < 50; call += 1) expect(await outcomeOf(server, token)).toBe('valid');
      expect(server.reads()).toBeLessThan(25);
    }
    await store.revokeKey(key.id, WHY, CTX);
    const revokedAtMs = performance.now();
    for (const server of servers) {
      while ((await outcomeOf(server, token)) !== 'revoked') {
        if (performance.now() - revokedAtMs > 2_400) throw new Error('still valid after 2.4 s');
      }
      expect(await outcomeOf(server, token)).toBe('revoked');
    }
  });

  it('judges ends and beginnings by the database’s time, whatever its own clock says', async () => {
    const { token, key } = await issue({ expires: { kind: 'after', afterMs: 3_600_000 } });
    const later = await issue({ notBefore: { kind: 'after', afterMs: 3_600_000 } });
    for (const skewMs of [-86_400_000, 0, 86_400_000]) {
      const clock = { ...systemClock, nowMs: () => Date.now() + skewMs };
      const served = await openVerifier(testPool(database.url), clock);
      expect([skewMs, await outcomeOf(served, token)]).toEqual([skewMs, 'valid']);
      expect([skewMs, await outcomeOf(served, later.token)]).toEqual([skewMs, 'not-yet-valid']);
    }
    await runSql(
      database.url,
      `UPDATE keywright.versions SET created_at_ms = 1, expires_at_ms = 2 WHERE key_id = '${key.id}'`,
    );
    const clock = { ...systemClock, nowMs: () => 1 };
    expect(await outcomeOf(await openVerifier(testPool(database.url), clock), token)).toBe(
      'expired',
    );
  });
});

describe('a shared store that cannot be asked', () => {
  let proxy: CuttingProxy;
  const away = (): PostgresPool =>
    new PostgresPool(
      { ...addressOf(database.url), port: proxy.port },
      { maxConnections: 2, waitMs: 2_000, answerMs: 2_000 },
    );
  beforeEach(async () => {
    proxy = await startCuttingProxy(addressOf(database.url));
  });
  afterEach(() => proxy.close());

  it('is unavailable, never an unknown key, and is asked again as soon as it is back', async () => {
    const served = await openVerifier(away());
    const { token } = await issue();
    expect(await outcomeOf(served, token)).toBe('valid');
    proxy.shut(true);
    const verify = () => served.verifier.verify({ token });
    expect(await codeOfAsync(verify)).toBe('store/unavailable');
    await expect(served.verifier.leased?.renew()).rejects.toMatchObject({
      code: 'store/unavailable',
    });
    proxy.shut(false);
    expect(await outcomeOf(served, token)).toBe('valid');
  });

  it('that answers as a read-only server is unavailable', async () => {
    const { token } = await issue();
    const settings = `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET default_transaction_read_only`;
    await runSql(database.url, `${settings} = on`);
    try {
      const served = await openVerifier(testPool(database.url));
      expect(await codeOfAsync(() => served.verifier.verify({ token }))).toBe('store/unavailable');
      expect(await codeOfAsync(async () => served.verifier.leased?.renew())).toBe(
        'store/unavailable',
      );
    } finally {
      await database.admin.transact(async (session) => {
        await session.run(`${settings} = off`);
        return { result: null, isKept: true };
      });
    }
  });
});

describe('a standby', () => {
  it('is refused for verifying and for the feed, and changes nothing', async () => {
    const primary = await startCluster();
    closing.push(() => void primary.stop());
    const made = await createPostgresStore(testPool(primary.url), NEW_STORE, DEPS);
    await made.close();
    const standby = await startCluster({ standbyOf: primary });
    const reader = await openPostgresReader(testPool(standby.url));
    const read = () => reader.readVersion('0123456789ab' as never);
    expect(await codeOfAsync(read)).toBe('store/unavailable');
    expect(await codeOfAsync(() => reader.readFeed(0, 10))).toBe('store/unavailable');
    reader.close();
    const own = await openPostgresReader(testPool(primary.url));
    expect(await own.readVersion('0123456789ab' as never)).toMatchObject({ version: null });
    own.close();
    await standby.stop();
  });
});
