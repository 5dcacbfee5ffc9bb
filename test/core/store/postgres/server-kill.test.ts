/** SIGKILL of the database's processes while programs write: what was acknowledged is there, what was told as not made is not. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyStoreChain } from '../../../../src-core/audit/verify-chain.ts';
import { statement } from '../../../../src-core/postgres/statement.ts';
import { newId } from '../../../../src-core/runtime/random.ts';
import { createPostgresStore } from '../../../../src-core/store/postgres/create-postgres-store.ts';
import { openPostgresStore } from '../../../../src-core/store/postgres/open-postgres-store.ts';
import { KeywrightError } from '../../../../src-shared/error/keywright-error.ts';
import { testPool } from '../../../postgres/address.ts';
import { startCluster } from '../../../postgres/cluster.ts';
import { reportFigure, scaled } from '../../../scale.ts';
import { readState, replayLog } from '../log-replay.ts';
import {
  CTX,
  fixedKeysSource,
  fixedPepper,
  fixedStoreKeys,
  STORE_ID,
  seededRandom,
} from '../store-fixture.ts';

const KILLS = scaled(4);
const WRITERS = 4;
/** Changes that are acknowledged before the next kill. */
const BETWEEN_KILLS = 25;
const DEPS = { random: seededRandom('kill'), keys: fixedKeysSource(), checkpointsFile: null };

/** What each name came to: made, not made, or not known. */
type Told = Map<string, 'made' | 'not-made' | 'not-known'>;

describe('processes of the server killed while programs write', () => {
  it('lose nothing that was acknowledged, and make nothing that was told as not made', async () => {
    const cluster = await startCluster();
    onTestFinished(() => cluster.stop());
    const made = await createPostgresStore(
      testPool(cluster.url),
      { id: STORE_ID, pepper: fixedPepper(), ctx: CTX },
      DEPS,
    );
    await made.close();
    const told: Told = new Map();
    const counter = createCounter();
    const run = { isOver: false };
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      const pool = testPool(cluster.url, 1);
      const store = await openPostgresStore(pool, DEPS);
      const random = seededRandom(`kill ${writer}`);
      for (let turn = 0; !run.isOver; turn += 1) {
        const name = `owner ${writer} ${turn}`;
        const owner = { id: newId('own', random), kind: 'app', name } as const;
        const outcome = await outcomeOf(() => store.createOwner(owner, CTX));
        told.set(name, outcome);
        if (outcome === 'made') counter.add();
      }
      await store.close();
    });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await counter.reach(counter.count + BETWEEN_KILLS);
      await killOne(cluster.url);
    }
    await counter.reach(counter.count + BETWEEN_KILLS);
    run.isOver = true;
    await Promise.all(writers);
    const store = await openPostgresStore(testPool(cluster.url), DEPS);
    onTestFinished(() => store.close());
    const there = new Set((await store.listOwners()).map(({ name }) => name));
    expect(faults(told, there)).toEqual([]);
    const chain = { store, keys: fixedStoreKeys(), checkpointsFile: null };
    expect(await verifyStoreChain(chain)).toMatchObject({ ok: true });
    expect(await readState(store)).toEqual(replayLog(await store.readEvents(0, 1_000_000)));
    expect([...told.values()]).toContain('made');
    reportFigure('kills of a database process under writers', KILLS);
  });

  it('are judged by a rule that catches a lost and an undead change', () => {
    const told: Told = new Map([
      ['a', 'made'],
      ['b', 'not-made'],
      ['c', 'not-known'],
    ]);
    expect(faults(told, new Set(['a']))).toEqual([]);
    expect(faults(told, new Set(['a', 'c']))).toEqual([]);
    expect(faults(told, new Set())).toEqual(['a was acknowledged and is gone']);
    expect(faults(told, new Set(['a', 'b']))).toEqual(['b was told as not made and is there']);
  });
});

interface Counter {
  readonly count: number;
  add(): void;
  /** Resolves once so many were counted. */
  reach(count: number): Promise<void>;
}

function createCounter(): Counter {
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let counted = 0;
  return {
    get count() {
      return counted;
    },
    add() {
      counted += 1;
      for (const { count, resolve } of waiting) if (counted >= count) resolve();
    },
    reach: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

function faults(told: Told, there: ReadonlySet<string>): string[] {
  return [...told].flatMap(([name, what]) => {
    if (what === 'made' && !there.has(name)) return [`${name} was acknowledged and is gone`];
    if (what === 'not-made' && there.has(name))
      return [`${name} was told as not made and is there`];
    return [];
  });
}

async function outcomeOf(work: () => Promise<unknown>): Promise<'made' | 'not-made' | 'not-known'> {
  try {
    await work();
    return 'made';
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    if (error.code === 'store/outcome-unknown') return 'not-known';
    expect(['store/unavailable', 'store/busy']).toContain(error.code);
    return 'not-made';
  }
}

/** Ends one process that serves a writer, as the kernel does when memory is short; the server then restarts all of them. */
async function killOne(url: string): Promise<void> {
  const admin = testPool(url, 1);
  const [row] = await admin.read<{ pid: number }>(
    statement(
      `SELECT pid FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`,
    ),
  );
  if (row === undefined) throw new Error('nobody writes');
  process.kill(row.pid, 'SIGKILL');
  await admin.end();
}
