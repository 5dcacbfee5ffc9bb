/** What each kind of database user may and may not do, by doing it: as programs do, and around them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresPool } from '../../../../src-core/postgres/postgres-pool.ts';
import { statement } from '../../../../src-core/postgres/statement.ts';
import { type DatabaseRole, grantRole } from '../../../../src-core/store/postgres/grants.ts';
import { openPostgresStore } from '../../../../src-core/store/postgres/open-postgres-store.ts';
import { openPostgresReader } from '../../../../src-core/store/postgres/postgres-verification-reader.ts';
import type { KeyRecord } from '../../../../src-shared/model/store-records.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { addressOf, runSql } from '../../../postgres/address.ts';
import { createTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';
import { newest, StoreBench } from '../conformance/store-under-test.ts';
import { CTX, newApi } from '../store-fixture.ts';
import {
  freshPostgresStore,
  type PostgresStoreUnderTest,
  takeOverClock,
} from './postgres-factory.ts';

const ROLES = ['verifier', 'auditor', 'operator'] as const;

let database: TestDatabase;
let under: PostgresStoreUnderTest;
let bench: StoreBench;
let key: KeyRecord;
/** Of this file alone: users belong to the whole server. */
let users: Readonly<Record<DatabaseRole, string>>;

beforeAll(async () => {
  database = await createTestDatabase();
  await takeOverClock(database);
  await runSql(database.url, 'GRANT SELECT ON public.test_clock TO PUBLIC');
  under = await freshPostgresStore(database);
  bench = new StoreBench(under);
  key = await bench.issue();
  const suffix = new URL(database.url).pathname.slice(-6);
  const named = ROLES.map((role) => [role, `kw_${role}_${suffix}`] as const);
  users = Object.fromEntries(named) as Record<DatabaseRole, string>;
  for (const [role, user] of named) {
    await runSql(database.url, `CREATE USER ${user} PASSWORD 'of a test'`);
    await grantRole(database.admin, role, user);
  }
});
afterAll(async () => {
  await under.remove();
  for (const user of Object.values(users)) {
    await runSql(database.url, `DROP OWNED BY ${user}`, `DROP USER ${user}`);
  }
  await database.drop();
});

async function as<Result>(
  role: DatabaseRole,
  work: (pool: PostgresPool) => Promise<Result>,
): Promise<Result> {
  const address = addressOf(database.url);
  const pool = new PostgresPool(
    { ...address, user: users[role], password: async () => 'of a test' },
    { maxConnections: 2, waitMs: 10_000, answerMs: 10_000 },
  );
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** The code of a statement that a writer around the program tries; `done` where it was let through. */
const trying = (role: DatabaseRole, sql: string): Promise<unknown> =>
  as(role, async (pool) => {
    const outcome = await codeOfAsync(() =>
      pool.transact(async (session) => {
        await session.query(statement(sql));
        return { result: 'done', isKept: false };
      }),
    );
    return typeof outcome === 'string' ? outcome : 'done';
  });

const READS_HASHES = 'SELECT hash FROM keywright.versions';
const READS_EVENTS = 'SELECT actor, details FROM keywright.audit';
const APPENDS = `SELECT keywright.append_events('a', 'cli', NULL, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`;

/** What nobody but the owner may do. */
const OWNERS_ALONE = [
  'UPDATE keywright.head SET seq = 0',
  `UPDATE keywright.audit SET actor = 'x'`,
  'DELETE FROM keywright.audit',
  'INSERT INTO keywright.audit SELECT * FROM keywright.audit',
  'DELETE FROM keywright.versions',
  'DELETE FROM keywright.keys',
  `UPDATE keywright.versions SET hash = decode(repeat('00', 32), 'hex')`,
  'UPDATE keywright.versions SET expires_at_ms = NULL',
  `UPDATE keywright.keys SET permissions = '["**"]'`,
  `UPDATE keywright.roles SET permissions = '["**"]'`,
  'UPDATE keywright.peppers SET check_value = check_value',
  'UPDATE keywright.schema SET version = 9',
  'TRUNCATE keywright.audit',
  'DROP TABLE keywright.audit',
  'CREATE TABLE keywright.mine (id int)',
  `CREATE OR REPLACE FUNCTION keywright.clock_us() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'`,
];

const WRITES = [
  `UPDATE keywright.keys SET disabled_at_ms = 1`,
  'UPDATE keywright.versions SET state = state',
  `INSERT INTO keywright.owners (id, kind, name, created_at_ms) VALUES ('own_${'a'.repeat(22)}', 'app', 'x', 1)`,
  APPENDS,
];

describe.each(ROLES)('a database user that is a %s', (role) => {
  it.each(OWNERS_ALONE)('may not: %s', async (sql) => {
    expect(await trying(role, sql)).toBe('store/access-refused');
  });
});

describe('users of the database', () => {
  it.each(['verifier', 'auditor'] as const)('that only read write nothing: %s', async (role) => {
    for (const sql of WRITES) {
      expect([sql, await trying(role, sql)]).toEqual([sql, 'store/access-refused']);
    }
    const change = await as(role, async (pool) => {
      const store = await openPostgresStore(pool, under.deps);
      return codeOfAsync(() => store.setKeyDisabled(key.id, true, CTX));
    });
    expect(change).toBe('store/access-refused');
  });

  it('read hashes to verify with them, or events to audit them; an operator both', async () => {
    const may = async (role: DatabaseRole) => [
      await trying(role, READS_HASHES),
      await trying(role, READS_EVENTS),
    ];
    expect(await may('verifier')).toEqual(['done', 'store/access-refused']);
    expect(await may('auditor')).toEqual(['store/access-refused', 'done']);
    expect(await may('operator')).toEqual(['done', 'done']);
  });

  it('verify and follow the feed as a verifier', async () => {
    await as('verifier', async (pool) => {
      const reader = await openPostgresReader(pool);
      const { version } = await reader.readVersion(newest(key).id);
      expect(version).toMatchObject({ keyId: key.id, state: 'active' });
      expect((await reader.readFeed(0, 10)).changes).toHaveLength(4);
    });
  });

  it('list keys and check the log as an auditor', async () => {
    await as('auditor', async (pool) => {
      const store = await openPostgresStore(pool, under.deps);
      expect(await store.listKeys({})).toHaveLength(1);
      expect(await store.readEvents(0, 10)).toHaveLength(4);
    });
  });

  it('do everything that keys need as an operator', async () => {
    await as('operator', async (pool) => {
      const store = await openPostgresStore(pool, under.deps);
      const own = new StoreBench({ ...under, store });
      const other = newApi(under.random, { name: 'other', prefix: 'other' });
      await store.createApi(other, CTX);
      const owner = { id: 'own_BBBBBBBBBBBBBBBBBBBBBB' as never, kind: 'app', name: 'y' } as const;
      const issued = await own.issue({ owner });
      const rotated = await own.rotate(issued);
      await store.extendRotation(issued.id, 1_000, CTX);
      await store.rollBackRotation(issued.id, CTX);
      await store.setKeyDisabled(issued.id, true, CTX);
      await store.revokeKey(issued.id, { code: 'other', note: null }, CTX);
      expect(rotated.versions).toHaveLength(2);
      expect(await own.key(issued)).toMatchObject({ revocation: { code: 'other' } });
    });
  });

  it('lose what they could before when they get another role', async () => {
    await grantRole(database.admin, 'auditor', users.verifier);
    expect(await trying('verifier', READS_HASHES)).toBe('store/access-refused');
    await grantRole(database.admin, 'verifier', users.verifier);
    expect(await trying('verifier', READS_HASHES)).toBe('done');
  });

  it('that are not there are refused, whatever their name', async () => {
    for (const user of ['nobody here', `x; DROP SCHEMA keywright CASCADE; --`, '']) {
      const grant = () => grantRole(database.admin, 'operator', user);
      expect(await codeOfAsync(grant)).toBe('usage/invalid-argument');
    }
  });

  it('are tried with statements that work: the owner may do each of them', async () => {
    for (const sql of [...WRITES.slice(0, 3), ...OWNERS_ALONE.slice(0, 2), READS_HASHES]) {
      const outcome = await codeOfAsync(() =>
        database.admin.transact(async (session) => {
          await session.query(statement(sql));
          return { result: null, isKept: false };
        }),
      );
      expect([sql, outcome]).toEqual([sql, { returned: null }]);
    }
  });
});
