/** Sixteen writers at once: the log has no gaps, its order is the order of commits, and a follower of it misses nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../../../src-core/audit/verify-chain.ts';
import { statement } from '../../../../src-core/postgres/statement.ts';
import { newId } from '../../../../src-core/runtime/random.ts';
import { createPostgresStore } from '../../../../src-core/store/postgres/create-postgres-store.ts';
import { openPostgresStore } from '../../../../src-core/store/postgres/open-postgres-store.ts';
import { openPostgresReader } from '../../../../src-core/store/postgres/postgres-verification-reader.ts';
import type { VerificationStore } from '../../../../src-core/store/verification-store.ts';
import { testPool } from '../../../postgres/address.ts';
import { createTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';
import { scaled } from '../../../scale.ts';
import { readState, replayLog } from '../log-replay.ts';
import {
  CTX,
  fixedKeysSource,
  fixedPepper,
  fixedStoreKeys,
  newApi,
  newKey,
  newVersion,
  STORE_ID,
  seededRandom,
} from '../store-fixture.ts';

const WRITERS = 16;
const EACH = scaled(12);
const DEPS = { random: seededRandom('writers'), keys: fixedKeysSource(), checkpointsFile: null };

let database: TestDatabase;
let store: VerificationStore;

beforeAll(async () => {
  database = await createTestDatabase();
  const pepper = fixedPepper();
  store = await createPostgresStore(
    testPool(database.url),
    { id: STORE_ID, pepper, ctx: CTX },
    DEPS,
  );
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** Issues, rotates and disables keys of its own, each with an owner that all writers share. */
async function write(writer: number): Promise<void> {
  const mine = await openPostgresStore(testPool(database.url, 1), DEPS);
  const random = seededRandom(`writer ${writer}`);
  const api = await mine.findApi('acme');
  if (api === null) throw new Error('no API');
  for (let turn = 0; turn < EACH; turn += 1) {
    const owner = { id: newId('own', random), kind: 'team', name: `team ${turn}` } as const;
    const key = await mine.issueKey(newKey(random, api.id, { owner }), CTX);
    const version = newVersion(random, key.id);
    const rotation = { keyId: key.id, version, graceMs: 0, isLeaked: false, expires: null };
    await mine.rotateKey(rotation, CTX);
  }
  await mine.close();
}

describe('sixteen writers at once', () => {
  it('leave a log without gaps, whose order a follower sees and never has to go back in', async () => {
    await store.createApi(newApi(DEPS.random), CTX);
    const reader = await openPostgresReader(testPool(database.url, 1));
    const followed: number[] = [];
    let isWriting = true;
    const following = (async () => {
      for (let cursor = 0; ; ) {
        const isLast = !isWriting;
        const page = await reader.readFeed(cursor, 1_000);
        followed.push(...page.changes.map(({ seq }) => seq));
        cursor = followed.at(-1) ?? 0;
        if (isLast && page.changes.length === 0) return;
      }
    })();
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    isWriting = false;
    await following;
    reader.close();
    const { seq } = await store.head();
    expect(followed).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    expect(seq).toBe(2 + WRITERS * EACH * 2 + EACH);
    const chain = { store, keys: fixedStoreKeys(), checkpointsFile: null };
    expect(await verifyStoreChain(chain)).toMatchObject({ ok: true, events: seq });
    expect(await readState(store)).toEqual(replayLog(await store.readEvents(0, 100_000)));
  });

  it('stamp events with the database’s own time, each later than the one before', async () => {
    const [before, after] = [await store.nowMs(), Date.now()];
    const events = await store.readEvents(0, 100_000);
    const times = events.map(({ atUs }) => atUs);
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
    expect(Math.abs(before - after)).toBeLessThan(60_000);
  });
});

describe('the order of a log', () => {
  interface Schedule {
    readonly begin: string;
    readonly append: string;
    readonly read: string;
  }

  /** Two transactions, the one that takes its number first commits last; what a follower that is asked in between never sees. */
  async function missed({ begin, append, read }: Schedule): Promise<number[]> {
    const [slow, quick, follower] = [1, 2, 3].map(() => testPool(database.url, 1));
    if (slow === undefined || quick === undefined || follower === undefined) throw new Error();
    const seen: number[] = [];
    const look = async (): Promise<void> => {
      const rows = await follower.read<{ seq: number }>(statement(read), [seen.at(-1) ?? 0]);
      seen.push(...rows.map(({ seq }) => seq));
    };
    await follower.read(statement(begin));
    const hasNumber = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const first = slow.transact(async (session) => {
      await session.query(statement(append));
      hasNumber.resolve();
      await mayCommit.promise;
      return { result: null, isKept: true };
    });
    await hasNumber.promise;
    const second = quick.transact(async (session) => {
      await session.query(statement(append));
      return { result: null, isKept: true };
    });
    await Promise.race([second, untilBlocked()]);
    await look();
    mayCommit.resolve();
    await Promise.all([first, second]);
    await look();
    const all = await follower.read<{ seq: number }>(statement(read), [0]);
    await Promise.all([slow.end(), quick.end(), follower.end()]);
    return all.map(({ seq }) => seq).filter((seq) => !seen.includes(seq));
  }

  /** Resolves once a transaction of this database waits for a lock. */
  async function untilBlocked(): Promise<void> {
    const blocked = statement(
      `SELECT 1 AS one FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    while ((await database.admin.read(blocked)).length === 0);
  }

  it('that is taken under the head’s lock hides nothing from a follower', async () => {
    const counter = 'UPDATE public.counted_head SET seq = seq + 1 RETURNING seq';
    await database.admin.read(statement('CREATE TABLE public.counted_head (seq bigint NOT NULL)'));
    await database.admin.read(statement('INSERT INTO public.counted_head VALUES (0)'));
    const schedule = {
      begin: 'CREATE TABLE public.counted (seq bigint NOT NULL)',
      append: `WITH head AS (${counter}) INSERT INTO public.counted SELECT seq FROM head`,
      read: 'SELECT seq FROM public.counted WHERE seq > $1 ORDER BY seq',
    };
    expect(await missed(schedule)).toEqual([]);
  });

  it('that is taken from a serial column hides a change from a follower (control)', async () => {
    const schedule = {
      begin: 'CREATE TABLE public.serial (seq bigserial, note text)',
      append: `INSERT INTO public.serial (note) VALUES ('x')`,
      read: 'SELECT seq FROM public.serial WHERE seq > $1 ORDER BY seq',
    };
    expect(await missed(schedule)).toEqual([1]);
  });
});
