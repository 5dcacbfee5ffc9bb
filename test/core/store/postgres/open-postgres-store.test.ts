/** What a program meets in a database: nothing, something else, a store of another version, a store of another program. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresPool } from '../../../../src-core/postgres/postgres-pool.ts';
import { createPostgresStore } from '../../../../src-core/store/postgres/create-postgres-store.ts';
import {
  MIGRATIONS,
  migrate,
  SCHEMA_VERSION,
} from '../../../../src-core/store/postgres/migrations/migrations.ts';
import { openPostgresStore } from '../../../../src-core/store/postgres/open-postgres-store.ts';
import { readStoreHeader } from '../../../../src-core/store/postgres/store-header.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { addressOf, runSql, testPool } from '../../../postgres/address.ts';
import { createTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';
import { StoreBench } from '../conformance/store-under-test.ts';
import { CTX, fixedKeysSource, fixedPepper, STORE_ID, seededRandom } from '../store-fixture.ts';
import {
  freshPostgresStore,
  type PostgresStoreUnderTest,
  takeOverClock,
} from './postgres-factory.ts';

const DEPS = { random: seededRandom('open'), keys: fixedKeysSource(), checkpointsFile: null };
const NEW_STORE = { id: STORE_ID, pepper: fixedPepper(), ctx: CTX };

const codeOrNone = (work: () => Promise<unknown>): Promise<unknown> =>
  codeOfAsync(work).then((code) => (typeof code === 'string' ? code : 'none'));

/** The code of opening, or none; the pool is ended either way. */
async function opening(url: string): Promise<unknown> {
  const pool = testPool(url);
  try {
    return await codeOrNone(() => openPostgresStore(pool, DEPS));
  } finally {
    await pool.end();
  }
}

async function creating(url: string): Promise<unknown> {
  const pool = testPool(url);
  try {
    return await codeOrNone(() => createPostgresStore(pool, NEW_STORE, DEPS));
  } finally {
    await pool.end();
  }
}

describe('a database without a store', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase('empty');
  });
  afterEach(() => database.drop());

  it('is store/not-found, and left as it is', async () => {
    expect(await opening(database.url)).toBe('store/not-found');
    const rows = await database.admin.read<{ there: unknown }>({
      name: '',
      text: `SELECT to_regnamespace('keywright') AS there`,
    });
    expect(rows).toEqual([{ there: null }]);
  });

  it('that has something else by that name is store/foreign, for opening and for creating', async () => {
    await runSql(database.url, 'CREATE SCHEMA keywright', 'CREATE TABLE keywright.keys (id int)');
    expect(await opening(database.url)).toBe('store/foreign');
    expect(await creating(database.url)).toBe('store/foreign');
  });

  it('gets one store where two programs create one at once', async () => {
    const outcomes = await Promise.all([creating(database.url), creating(database.url)]);
    expect(outcomes.toSorted()).toEqual(['none', 'store/exists']);
    const pool = testPool(database.url);
    const store = await openPostgresStore(pool, DEPS);
    expect(await store.head()).toMatchObject({ seq: 1 });
    await store.close();
  });
});

describe('a database with a store', () => {
  let database: TestDatabase;
  let under: PostgresStoreUnderTest;
  beforeAll(async () => {
    database = await createTestDatabase();
    await takeOverClock(database);
  });
  beforeEach(async () => {
    under = await freshPostgresStore(database);
    await new StoreBench(under).issue();
  });
  afterEach(() => under.remove());
  afterAll(() => database.drop());

  const setVersion = (version: number): Promise<void> =>
    runSql(database.url, `UPDATE keywright.schema SET version = ${version} WHERE id = 1`);

  it('of a newer schema is refused by name and left as it is', async () => {
    await setVersion(SCHEMA_VERSION + 1);
    expect(await opening(database.url)).toBe('store/newer');
    expect(await creating(database.url)).toBe('store/newer');
    await setVersion(SCHEMA_VERSION);
    expect(await opening(database.url)).toBe('none');
  });

  it('gets no second store', async () => {
    const before = await new StoreBench(under).picture();
    expect(await creating(database.url)).toBe('store/exists');
    expect(await new StoreBench(under).picture()).toEqual(before);
  });

  it('keeps its rows through a later migration, and refuses programs of before and of later', async () => {
    const before = await new StoreBench(under).picture();
    const later = {
      name: '0002-add-a-column',
      sql: `ALTER TABLE keywright.keys ADD COLUMN colour text NOT NULL DEFAULT 'blue'`,
    };
    const pool = testPool(database.url);
    expect(await migrate(pool, [...MIGRATIONS, later])).toEqual([later.name]);
    expect(await migrate(pool, [...MIGRATIONS, later])).toEqual([]);
    await pool.end();
    expect(await new StoreBench(under).picture()).toEqual(before);
    expect(await opening(database.url)).toBe('store/newer');
    const older = () => readStoreHeader(database.admin, SCHEMA_VERSION + 2);
    expect(await codeOfAsync(older)).toBe('store/older');
    await runSql(database.url, 'ALTER TABLE keywright.keys DROP COLUMN colour');
    await setVersion(SCHEMA_VERSION);
  });

  it('undoes a migration that fails, with its number', async () => {
    const broken = { name: '0002-break', sql: 'DROP TABLE keywright.audit; SELECT 1 / 0' };
    const pool = testPool(database.url);
    await expect(migrate(pool, [...MIGRATIONS, broken])).rejects.toThrow(/division/);
    await pool.end();
    expect(await opening(database.url)).toBe('none');
    expect(await under.store.readEvents(0, 1)).toHaveLength(1);
  });

  it('is store/access-refused with a wrong password, and store/unavailable where nobody listens', async () => {
    const wrong = { ...addressOf(database.url), password: async () => 'wrong' };
    const limits = { maxConnections: 1, waitMs: 5_000, answerMs: 5_000 };
    const refused = new PostgresPool(wrong, limits);
    expect(await codeOfAsync(() => openPostgresStore(refused, DEPS))).toBe('store/access-refused');
    await refused.end();
    const nobody = new PostgresPool({ ...addressOf(database.url), port: 1 }, limits);
    expect(await codeOfAsync(() => openPostgresStore(nobody, DEPS))).toBe('store/unavailable');
    await nobody.end();
  });
});
