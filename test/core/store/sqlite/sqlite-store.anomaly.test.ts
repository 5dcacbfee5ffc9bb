/**
 * Anomalies: the Nth write fails, for N = 1, 2, … until the mutation succeeds. Each time the state is the one before; once it
 * succeeds, the one after; never one between. The fault is a trigger on every table, so that any statement can be the one that fails.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteFile, type SqliteDatabase } from '../../../../src-core/sqlite/sqlite-file.ts';
import { changeAndAppend } from '../../../../src-core/store/sqlite/change-and-append.ts';
import { issueKey } from '../../../../src-core/store/sqlite/issue-keys.ts';
import type { KeyRecord } from '../../../../src-shared/model/store-records.ts';
import { HOUR_MS, newest, StoreBench } from '../conformance/store-under-test.ts';
import { readState, replayLog } from '../log-replay.ts';
import { CTX, fixedStoreKeys, newApi, newKey } from '../store-fixture.ts';
import { freshSqliteStore } from './sqlite-factory.ts';

const TABLES = ['apis', 'owners', 'keys', 'key_roles', 'versions', 'head', 'audit'];
const WHY = { code: 'leaked', note: null } as const;
const ROLE = { id: `rol_${'r'.repeat(22)}` as never, name: 'reader', permissions: ['a.b'] };

/** Makes the Nth write from now on fail; a rollback starts the count anew. */
function plantFault(db: SqliteDatabase): (n: number) => void {
  db.exec('CREATE TABLE fault (left INTEGER); INSERT INTO fault VALUES (0)');
  for (const table of TABLES) {
    for (const act of ['INSERT', 'UPDATE', 'DELETE']) {
      db.exec(
        `CREATE TRIGGER fault_${table}_${act} BEFORE ${act} ON ${table} BEGIN
           UPDATE fault SET left = left - 1;
           SELECT RAISE(ABORT, 'injected fault') FROM fault WHERE left = 0;
         END`,
      );
    }
  }
  const set = db.prepare('UPDATE fault SET left = ?');
  return (n) => {
    set.run(n);
  };
}

type Mutation = (bench: StoreBench, key: KeyRecord) => Promise<unknown>;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  createApi: ({ store, under }) =>
    store.createApi(newApi(under.random, { name: 'other', prefix: 'other' }), CTX),
  'issueKey with a new owner': (bench) => {
    const owner = { id: `own_${'o'.repeat(22)}` as never, kind: 'app', name: 'new' } as const;
    return bench.issue({ owner, roleIds: [ROLE.id] });
  },
  'issueKeys with a new owner': async (bench) => {
    const api = await bench.api();
    const owner = { id: `own_${'p'.repeat(22)}` as never, kind: 'app', name: 'batch' } as const;
    const keys = [1, 2, 3].map((n) =>
      newKey(bench.under.random, api.id, { name: `batch ${n}`, owner, roleIds: [ROLE.id] }),
    );
    return bench.store.issueKeys(keys, CTX);
  },
  rotateKey: async (bench, key) => {
    bench.under.clock.advance(2 * HOUR_MS);
    return bench.rotate(key);
  },
  'rotateKey after a leak': (bench, key) => bench.rotate(key, { isLeaked: true }),
  finishRotation: ({ store }, key) => store.finishRotation(key.id, CTX),
  extendRotation: ({ store }, key) => store.extendRotation(key.id, HOUR_MS, CTX),
  rollBackRotation: ({ store }, key) => store.rollBackRotation(key.id, CTX),
  revokeKey: ({ store }, key) => store.revokeKey(key.id, WHY, CTX),
  revokeVersion: ({ store }, key) => store.revokeVersion(newest(key).id, WHY, CTX),
  setKeyDisabled: ({ store }, key) => store.setKeyDisabled(key.id, true, CTX),
  'revokeKey after the clock was set back': async ({ store, under }, key) => {
    under.clock.advance(-24 * HOUR_MS);
    return store.revokeKey(key.id, WHY, CTX);
  },
};

describe('a mutation whose Nth write fails', () => {
  let bench: StoreBench;
  let db: SqliteDatabase;
  let failAt: (n: number) => void;

  beforeEach(async () => {
    const under = await freshSqliteStore();
    bench = new StoreBench(under);
    await bench.api();
    await under.store.createRole(ROLE, CTX);
    db = openSqliteFile(under.path, { area: 'store', mode: 'write' });
  });
  afterEach(async () => {
    db.close();
    await bench.under.remove();
  });

  it.each(Object.keys(MUTATIONS))(
    '%s leaves the state before, or with all its writes the state after',
    async (name) => {
      const key = await bench.rotate(await bench.issue());
      failAt = plantFault(db);
      const before = await bench.picture();
      let faults = 0;
      for (let n = 1; ; n += 1) {
        failAt(n);
        const isDone = await MUTATIONS[name]?.(bench, key).then(
          () => true,
          (error: Error) => {
            expect(error.message).toContain('injected fault');
            return false;
          },
        );
        if (isDone === true) break;
        faults += 1;
        expect(await bench.picture()).toEqual(before);
      }
      expect(faults).toBeGreaterThanOrEqual(3);
      expect(await bench.picture()).not.toEqual(before);
      expect(await readState(bench.store)).toEqual(replayLog(await bench.events()));
    },
  );

  it('is watched so that an adapter without the transaction is caught', async () => {
    const api = await bench.api();
    plantFault(db)(3);
    const before = await bench.picture();
    const inputs = {
      clockMs: bench.under.clock.nowMs(),
      latestSeenMs: 0,
      random: bench.under.random,
      auditKey: fixedStoreKeys().auditKey,
      ctx: CTX,
    };
    const key = newKey(bench.under.random, api.id);
    const outsideOfATransaction = () => changeAndAppend(db, inputs, (tx) => issueKey(tx, key));
    expect(outsideOfATransaction).toThrow('injected fault');
    expect(await bench.picture()).not.toEqual(before);
    expect(await readState(bench.store)).not.toEqual(replayLog(await bench.events()));
  });
});
