/** A connection that is lost at COMMIT: the change is looked up by its event, told as it is, and never made twice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresPool } from '../../../../src-core/postgres/postgres-pool.ts';
import { openPostgresStore } from '../../../../src-core/store/postgres/open-postgres-store.ts';
import type { VerificationStore } from '../../../../src-core/store/verification-store.ts';
import type { KeyRecord } from '../../../../src-shared/model/store-records.ts';
import { codeOfAsync } from '../../../code-of.ts';
import { addressOf } from '../../../postgres/address.ts';
import { type CuttingProxy, startCuttingProxy } from '../../../postgres/cutting-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';
import { StoreBench } from '../conformance/store-under-test.ts';
import { readState, replayLog } from '../log-replay.ts';
import { CTX } from '../store-fixture.ts';
import {
  freshPostgresStore,
  type PostgresStoreUnderTest,
  takeOverClock,
} from './postgres-factory.ts';

let database: TestDatabase;
let under: PostgresStoreUnderTest;
let bench: StoreBench;
let proxy: CuttingProxy;
let store: VerificationStore;

beforeAll(async () => {
  database = await createTestDatabase();
  await takeOverClock(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  under = await freshPostgresStore(database);
  bench = new StoreBench(under);
  const address = addressOf(database.url);
  proxy = await startCuttingProxy(address);
  const pool = new PostgresPool(
    { ...address, port: proxy.port },
    { maxConnections: 2, waitMs: 2_000, answerMs: 5_000 },
  );
  store = await openPostgresStore(pool, under.deps);
});
afterEach(async () => {
  await store.close();
  await proxy.close();
  await under.remove();
});

const rotations = async (): Promise<number> =>
  (await bench.kinds()).filter((kind) => kind === 'key.rotated').length;

/** Rotates on the way that will be cut; the code, or the record. */
async function rotate(key: KeyRecord): Promise<unknown> {
  return codeOfAsync(() => store.rotateKey(bench.rotation(key), CTX));
}

describe('a connection that is lost at COMMIT', () => {
  it('after the server has committed: the change is told as made, once', async () => {
    const key = await bench.issue();
    proxy.cutAtNextCommit('after');
    const outcome = (await rotate(key)) as { returned: KeyRecord };
    expect(outcome.returned).toEqual(await bench.key(key));
    expect(await rotations()).toBe(1);
    expect(await readState(bench.store)).toEqual(replayLog(await bench.events()));
  });

  it('before the server has it: nothing was changed, and the person is told so', async () => {
    const key = await bench.issue();
    proxy.cutAtNextCommit('before');
    expect(await rotate(key)).toBe('store/unavailable');
    expect(await bench.key(key)).toEqual(key);
    expect(await rotations()).toBe(0);
  });

  it('for good: it is said that the outcome is not known', async () => {
    const key = await bench.issue();
    proxy.isClosedByCut.value = true;
    proxy.cutAtNextCommit('after');
    expect(await rotate(key)).toBe('store/outcome-unknown');
    expect(await rotations()).toBe(1);
  });

  it('is a case in which repeating does harm: the control makes the change twice', async () => {
    const key = await bench.issue();
    proxy.cutAtNextCommit('after');
    const pool = new PostgresPool(
      { ...addressOf(database.url), port: proxy.port },
      { maxConnections: 1, waitMs: 2_000, answerMs: 5_000 },
    );
    const append = { name: '', text: 'UPDATE public.test_clock SET now_us = now_us + 1' };
    const advance = (): Promise<unknown> =>
      pool.transact(async (session) => {
        await session.query(append);
        return { result: null, isKept: true };
      });
    const before = under.clock.nowMs() * 1_000;
    await advance().catch(advance);
    const [row] = await database.admin.read<{ now_us: number }>({
      name: '',
      text: 'SELECT now_us FROM public.test_clock',
    });
    expect(row?.now_us).toBe(before + 2);
    expect(key.id).toMatch(/^key_/);
    await pool.end();
  });
});
