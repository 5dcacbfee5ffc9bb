/**
 * Issuing many keys in one batch against writing the very same rows in one bare transaction. Ours makes every token and hash, checks
 * the request, and seals one event of the audit log for each key; the bare one is given its rows.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { issueKeys } from '../../src-core/keys/issue-key.ts';
import { makeStoreKeys } from '../../src-core/pepper/make-store-keys.ts';
import type { StoreKeys } from '../../src-core/pepper/store-keys.ts';
import { systemClock } from '../../src-core/runtime/clock.ts';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { openSqliteStore } from '../../src-core/store/sqlite/open-sqlite-store.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import type { IssueManyInput } from '../../src-shared/contract/engine-calls.ts';
import {
  createFixtureStore,
  FIXTURE_API,
  FIXTURE_CTX,
  FIXTURE_PERMISSION,
} from '../fixtures/store-fixture.ts';
import { quantile, ratioOf, runRounds } from '../measure/rounds.ts';
import { timeOnceMs } from '../measure/time-calls.ts';
import { atLeast, type BenchContext, type Row } from './bench-case.ts';

export const issueMany = {
  name: 'issue-many',
  async run(ctx: BenchContext): Promise<readonly Row[]> {
    const count = ctx.isQuick ? 200 : 10_000;
    const keys = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    const emptyFile = join(ctx.workDir, 'empty.db');
    const filledFile = join(ctx.workDir, 'filled.db');
    await (await createFixtureStore(emptyFile, keys)).close();
    copyFileSync(emptyFile, filledFile);
    await issueInto(filledFile, keys, count);
    let copies = 0;
    const freshCopy = (): string => {
      copies += 1;
      const path = join(ctx.workDir, `copy-${copies}.db`);
      copyFileSync(emptyFile, path);
      return path;
    };
    const costs = await runRounds(3, {
      ours: () => issueInto(freshCopy(), keys, count),
      raw: () => insertRows(filledFile, freshCopy()),
    });
    const perKey = (totalsMs: readonly number[]): string =>
      `${((quantile(totalsMs, 0.5) / count) * 1_000).toFixed(0)} µs a key`;
    return [
      {
        what: `issue ${count.toLocaleString('en')} keys in one batch, ÷ raw batched inserts of the same rows`,
        target: atLeast(0.4),
        measured: ratioOf(costs.raw, costs.ours),
        detail: `${perKey(costs.ours)} against ${perKey(costs.raw)}`,
      },
    ];
  },
};

const TERMS: Omit<IssueManyInput, 'names'> = {
  api: FIXTURE_API,
  owner: 'team:payments',
  environment: 'live',
  permissions: [FIXTURE_PERMISSION],
  roles: ['clerk'],
  limits: [{ name: 'rate', limit: 100, periodMs: 60_000 }],
  expires: null,
  notBefore: null,
  reason: null,
};

/** Milliseconds it took. */
async function issueInto(path: string, keys: StoreKeys, count: number): Promise<number> {
  const store = await openStore(path, keys);
  const desk = {
    store,
    storeKeys: { place: 'file' as const, load: async () => keys },
    random: systemRandom,
  };
  const names = Array.from({ length: count }, (_, index) => `billing worker ${index}`);
  const tookMs = await timeOnceMs(() =>
    issueKeys({ input: { ...TERMS, names }, ctx: FIXTURE_CTX }, desk),
  );
  await store.close();
  return tookMs;
}

function openStore(path: string, keys: StoreKeys): Promise<VerificationStore> {
  return openSqliteStore(path, {
    clock: systemClock,
    random: systemRandom,
    keys: { place: 'file', load: async () => keys },
    checkpointsFile: null,
  });
}

const TABLES = ['keys', 'key_roles', 'versions', 'audit'] as const;

/** Reads the rows first, then writes them in one transaction with our durability; milliseconds that took. */
async function insertRows(from: string, to: string): Promise<number> {
  const source = new Sqlite(from, { readonly: true });
  const target = new Sqlite(to);
  target.pragma('foreign_keys = ON');
  target.pragma('synchronous = FULL');
  const firstSeq = target.prepare<[], number>('SELECT seq FROM head').pluck().get() ?? 0;
  const work = TABLES.map((table) => {
    const where = table === 'audit' ? `WHERE seq > ${firstSeq}` : '';
    const rows = source.prepare<[], unknown[]>(`SELECT * FROM ${table} ${where}`).raw().all();
    const places = (rows[0] ?? []).map(() => '?').join(', ');
    return { rows, insert: target.prepare(`INSERT INTO ${table} VALUES (${places})`) };
  });
  source.close();
  const tookMs = await timeOnceMs(() =>
    target.transaction(() => {
      for (const { rows, insert } of work) for (const row of rows) insert.run(...row);
    })(),
  );
  target.close();
  return tookMs;
}
