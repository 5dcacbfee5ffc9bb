/**
 * kill -9 under two writers: what was acknowledged is there, nothing is there without its event, and the chain verifies, after
 * every round. The same check must catch a writer that acknowledges before it commits.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { openSqliteStore } from '../../src-core/store/sqlite/open-sqlite-store.ts';
import { readState, replayLog } from '../core/store/log-replay.ts';
import {
  freshSqliteStore,
  type SqliteStoreUnderTest,
} from '../core/store/sqlite/sqlite-factory.ts';
import { CTX, fixedStoreKeys, newApi } from '../core/store/store-fixture.ts';
import { reportFigure, scaled, scaledTimeoutMs } from '../scale.ts';

const ROUNDS = scaled(50);
const WRITER = fileURLToPath(new URL('./store-writer.ts', import.meta.url));
const MAX_ACKS_A_ROUND = 8;

type When = 'after' | 'before';

/** Runs two writers until the given number of acknowledgements, kills both, and returns all that were made. */
async function killTwoWriters(
  under: SqliteStoreUnderTest,
  seed: string,
  when: When,
): Promise<string[]> {
  const lines: string[] = [];
  const wanted = randomInt(1, MAX_ACKS_A_ROUND);
  const writers = ['a', 'b'].map((name) =>
    startWriter(under, [under.path, under.checkpointsFile, seed + name, when]),
  );
  const kill = () => writers.forEach((writer) => writer.kill('SIGKILL'));
  const ends = writers.map((writer) =>
    collect(writer, (line) => {
      lines.push(line);
      if (lines.length >= wanted) kill();
    }),
  );
  const faults = (await Promise.all(ends)).join('');
  if (lines.length < wanted) throw new Error(`the writers ended by themselves: ${faults}`);
  return lines;
}

function startWriter(under: SqliteStoreUnderTest, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [WRITER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_COMPILE_CACHE: `${under.folder}/compiled` },
  });
}

/** Resolves with what it wrote to stderr when the process has ended and its output is read. */
function collect(writer: ChildProcess, onLine: (line: string) => void): Promise<string> {
  let rest = '';
  let faults = '';
  writer.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    parts.forEach(onLine);
  });
  writer.stderr?.on('data', (chunk: Buffer) => {
    faults += chunk.toString();
  });
  return new Promise((resolve) => {
    writer.on('close', () => resolve(faults));
  });
}

/** What is wrong with the store after a round; empty where nothing is. */
async function faultsOf(under: SqliteStoreUnderTest, acks: readonly string[]): Promise<string[]> {
  const store = await openSqliteStore(under.path, { ...under.deps, checkpointsFile: null });
  try {
    const events = await store.readEvents(0, 1_000_000);
    const logged = new Set(events.map(({ subject }) => subject.versionId as string));
    const state = await readState(store);
    const held = new Set([...state.keys.values()].flatMap(({ versions }) => [...versions.keys()]));
    const isTold = isDeepStrictEqual(state, replayLog(events));
    const chain = { store, keys: fixedStoreKeys(), checkpointsFile: under.checkpointsFile };
    const { broken } = await verifyStoreChain(chain);
    return [
      ...acks.filter((id) => !logged.has(id)).map((id) => `no event of ${id}`),
      ...acks.filter((id) => !held.has(id)).map((id) => `no version ${id}`),
      ...(isTold ? [] : ['log and rows differ']),
      ...(broken === null ? [] : [`event ${broken.seq}: ${broken.why}`]),
    ];
  } finally {
    await store.close();
  }
}

/** Also lets one writer end by itself, for want of a store: only that leaves its compiled code for those that are killed. */
async function storeWithApi(): Promise<SqliteStoreUnderTest> {
  const under = await freshSqliteStore();
  await under.store.createApi(newApi(under.random), CTX);
  await under.store.close();
  await collect(startWriter(under, []), () => undefined);
  return under;
}

describe('a store under two writers that are killed', () => {
  it(`keeps every acknowledged mutation with its event, over ${ROUNDS} rounds`, {
    timeout: scaledTimeoutMs(600_000),
  }, async () => {
    const under = await storeWithApi();
    const acks: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      acks.push(...(await killTwoWriters(under, `round ${round}`, 'after')));
      expect({ round, faults: await faultsOf(under, acks) }).toEqual({ round, faults: [] });
    }
    expect(acks.length).toBeGreaterThanOrEqual(ROUNDS);
    await under.remove();
    reportFigure('kills of the store’s writers', ROUNDS);
  });

  it('is checked so that a writer which acknowledges before it commits is caught', async () => {
    const under = await storeWithApi();
    const acks: string[] = [];
    let faults: string[] = [];
    for (let round = 0; round < 60 && faults.length === 0; round += 1) {
      acks.push(...(await killTwoWriters(under, `early ${round}`, 'before')));
      faults = await faultsOf(under, acks);
    }
    expect(faults.length).toBeGreaterThan(0);
    await under.remove();
  }, 600_000);
});
