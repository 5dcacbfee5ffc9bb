/** Fresh stores in one database for the conformance suite and the tests of this adapter: emptied each time, not made anew. */
import { join } from 'node:path';
import type { PostgresPool } from '../../../../src-core/postgres/postgres-pool.ts';
import { statement } from '../../../../src-core/postgres/statement.ts';
import { createPostgresStore } from '../../../../src-core/store/postgres/create-postgres-store.ts';
import { openPostgresStore } from '../../../../src-core/store/postgres/open-postgres-store.ts';
import { openPostgresReader } from '../../../../src-core/store/postgres/postgres-verification-reader.ts';
import type { PostgresStoreDeps } from '../../../../src-core/store/postgres/store-session.ts';
import type {
  SharedReader,
  VerificationStore,
} from '../../../../src-core/store/verification-store.ts';
import { runSql, testPool } from '../../../postgres/address.ts';
import type { TestDatabase } from '../../../postgres/test-database.ts';
import type { StoreUnderTest } from '../conformance/store-under-test.ts';
import {
  CTX,
  fixedKeysSource,
  fixedPepper,
  type SettableClock,
  STORE_ID,
  seededRandom,
  settableClock,
  throwawayFolder,
} from '../store-fixture.ts';

/** In this order no row is deleted that another one names. */
const TABLES = ['audit', 'head', 'versions', 'key_roles', 'keys', 'roles', 'owners', 'apis'];
const EMPTIED = [...TABLES, 'peppers', 'store'];

export interface PostgresStoreUnderTest extends StoreUnderTest {
  readonly deps: PostgresStoreDeps;
  readonly database: TestDatabase;
  readonly checkpointsFile: string;
  openReader(): Promise<SharedReader>;
}

/** Has the database tell the time that a test sets. */
export async function takeOverClock({ url }: TestDatabase): Promise<void> {
  await runSql(
    url,
    'CREATE TABLE public.test_clock (now_us bigint NOT NULL)',
    'INSERT INTO public.test_clock VALUES (0)',
    `CREATE OR REPLACE FUNCTION keywright.clock_us() RETURNS bigint LANGUAGE sql VOLATILE AS
       'SELECT now_us FROM public.test_clock'`,
  );
}

const EMPTY = EMPTIED.map((table) => `DELETE FROM keywright.${table}`).join('; ');

/** In a database whose clock was taken over; whatever store is in it goes. */
export async function freshPostgresStore(database: TestDatabase): Promise<PostgresStoreUnderTest> {
  const { admin, url } = database;
  await admin.read({ name: '', text: EMPTY });
  const folder = throwawayFolder();
  const clock = settableClock();
  const random = seededRandom('conformance');
  const checkpointsFile = join(folder.path, 'store.checkpoints');
  const deps = { random, keys: fixedKeysSource(), checkpointsFile };
  const timed = <Port extends object>(port: Port): Port => withClock(port, { clock, admin });
  await setClock({ clock, admin });
  const store: VerificationStore = timed(
    await createPostgresStore(
      testPool(url),
      { id: STORE_ID, pepper: fixedPepper(), ctx: CTX },
      deps,
    ),
  );
  return {
    store,
    clock,
    random,
    deps,
    database,
    checkpointsFile,
    openAgain: async () => timed(await openPostgresStore(testPool(url), deps)),
    openReader: async () => timed(await openPostgresReader(testPool(url))),
    remove: async () => {
      await store.close();
      folder.remove();
    },
  };
}

interface ClockOfDatabase {
  readonly clock: SettableClock;
  readonly admin: PostgresPool;
}

const SET_CLOCK = statement('UPDATE public.test_clock SET now_us = $1');

async function setClock({ clock, admin }: ClockOfDatabase): Promise<void> {
  await admin.read(SET_CLOCK, [Math.floor(clock.nowMs() * 1_000)]);
}

/** Tells the database the test's time before each call, where it has changed since the last one. */
function withClock<Port extends object>(port: Port, of: ClockOfDatabase): Port {
  const { clock } = of;
  let toldMs = clock.nowMs();
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name === 'close' || name === 'checkpointFault') return member.bind(target) as unknown;
      return async (...args: unknown[]) => {
        if (toldMs !== clock.nowMs()) await setClock(of);
        toldMs = clock.nowMs();
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}
