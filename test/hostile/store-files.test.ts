/** Attack: whoever can write the store file changes its bytes. The verifier and `audit verify` must not crash, hang or be fooled. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { openSqliteStore } from '../../src-core/store/sqlite/open-sqlite-store.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { SeededChoice } from '../core/vault/seeded-choice.ts';
import { memoryFolder } from '../memory-folder.ts';
import { scaled, scaledTimeoutMs } from '../scale.ts';
import {
  type Mutation,
  mutateDatabase,
  mutateNear,
  mutateText,
  placesOf,
} from './byte-mutations.ts';
import { runHostile, WrongAnswer } from './hostile-run.ts';
import {
  checkHostileLog,
  type HostileStore,
  makeHostileStore,
  standing,
  verifyOnHostileStore,
} from './hostile-store.ts';

const CASES = Math.max(1_000, scaled(1_000));
const TIMEOUT = { timeout: scaledTimeoutMs(3_600_000) };
const folder = memoryFolder();
let hostile: HostileStore;

beforeAll(async () => {
  hostile = await makeHostileStore(folder.path);
});
afterAll(() => folder.remove());

/** A change anywhere mostly spares the log, or makes the file unreadable: every second one hits the rows of the log itself. */
function mutateLogOrFile(bytes: Buffer, choice: SeededChoice): Mutation {
  return choice.below(2) === 0
    ? mutateDatabase(bytes, choice)
    : mutateNear(bytes, placesOf(bytes, 'key.issue'), choice);
}

describe('a store file whose bytes were changed', () => {
  it('is read or ends with a code where a column’s name was given a large letter', async () => {
    const text = hostile.bytes.toString('latin1');
    const columns = [...text.matchAll(/^\s+([a-z]\w+) +(?:TEXT|INTEGER|BLOB)/gm)];
    expect(columns.length).toBeGreaterThan(40);
    const faults: string[] = [];
    for (const { 0: line, 1: name = '', index } of columns) {
      const bytes = Buffer.from(hostile.bytes);
      const at = index + line.indexOf(name);
      bytes.write(name.charAt(0).toUpperCase(), at);
      for (const read of [verifyOnHostileStore, checkHostileLog]) {
        try {
          await read(hostile, bytes);
        } catch (error) {
          if (!(error instanceof KeywrightError)) faults.push(`${name}: ${String(error)}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it(
    'never makes the verifier accept a token that nobody was given, nor crash or hang',
    TIMEOUT,
    async () => {
      const report = await runHostile({
        title: 'mutated stores, verified',
        cases: CASES,
        original: hostile.bytes,
        mutate: mutateDatabase,
        read: (bytes) => verifyOnHostileStore(hostile, bytes),
      });
      expect(report.faults).toEqual([]);
      const outcomes = Array.from(report.outcomes.keys());
      expect(outcomes).toEqual(
        expect.arrayContaining(['revoked valid', 'store/foreign', 'store/unavailable']),
      );
    },
  );

  it(
    'is never called whole by the check of its log unless every event is what it was',
    TIMEOUT,
    async () => {
      const report = await runHostile({
        title: 'mutated stores, chain checked',
        cases: CASES,
        original: hostile.bytes,
        mutate: mutateLogOrFile,
        read: (bytes) => checkHostileLog(hostile, bytes),
      });
      expect(report.faults).toEqual([]);
      expect(report.outcomes.get('broken')).toBeGreaterThan(CASES / 100);
      expect(report.outcomes.get('whole')).toBeGreaterThan(CASES / 10);
    },
  );

  it('is whole and answers for every key where nothing was changed (control)', async () => {
    expect(await checkHostileLog(hostile, hostile.bytes)).toBe('whole');
    expect(await verifyOnHostileStore(hostile, hostile.bytes)).toBe('revoked valid');
  });

  it('counts what a check of the links alone calls whole (control)', TIMEOUT, async () => {
    const report = await runHostile({
      title: 'mutated stores, links alone',
      cases: 600,
      original: hostile.bytes,
      mutate: mutateDatabase,
      read: (bytes) => checkHostileLog(hostile, bytes, 'links alone'),
    });
    expect(report.faults.length).toBeGreaterThan(0);
  });
});

describe('a checkpoints file whose bytes were changed', () => {
  let store: VerificationStore;
  const checkpointsFile = join(folder.path, 'mutated.checkpoints');

  beforeAll(async () => {
    const path = join(folder.path, 'whole.db');
    writeFileSync(path, hostile.bytes);
    const { clock, keys } = hostile;
    const storeKeys = { place: 'file', load: async () => keys } as const;
    store = await openSqliteStore(path, {
      clock,
      random: systemRandom,
      keys: storeKeys,
      checkpointsFile: null,
    });
  });
  afterAll(() => store.close());

  async function check(bytes: Buffer): Promise<string> {
    writeFileSync(checkpointsFile, bytes);
    const report = await verifyStoreChain({ store, keys: hostile.keys, checkpointsFile });
    return `${standing(report)} ${report.tornCheckpoints === 0 ? 'untorn' : 'torn'}`;
  }

  it('is read line by line: whole ones are compared, torn ones are counted', TIMEOUT, async () => {
    const report = await runHostile({
      title: 'mutated checkpoints',
      cases: CASES,
      original: hostile.checkpoints,
      mutate: mutateText,
      read: check,
    });
    expect(report.faults).toEqual([]);
    expect(Array.from(report.outcomes.keys()).toSorted()).toEqual(
      expect.arrayContaining(['broken untorn', 'whole torn', 'whole untorn']),
    );
  });

  it('may hold more lines than a call takes arguments', async () => {
    const [line = ''] = hostile.checkpoints.toString('utf8').split('\n');
    const lines = Array.from({ length: 200_000 }, (_unused, index) =>
      line.replace(/"seq":\d+/, `"seq":${index + 1_000}`),
    );
    expect(await check(Buffer.from(lines.join('\n')))).toBe('broken untorn');
    rmSync(checkpointsFile);
  });

  it('is refused where a checkpoint names an event that the log does not have (control)', async () => {
    const text = hostile.checkpoints.toString('utf8');
    const beyond = Buffer.from(text.replace(/"seq":\d+/, '"seq":9999'));
    expect(await check(beyond)).toBe('broken untorn');
  });
});

it('a wrong answer is a fault of the run, and so is an error without a code (control)', async () => {
  const run = (read: () => string) =>
    runHostile({
      title: 'control',
      cases: 3,
      original: Buffer.from('x'),
      mutate: mutateText,
      read,
    });
  const wrong = await run(() => {
    throw new WrongAnswer('another');
  });
  const untyped = await run(() => {
    throw new TypeError('not a function');
  });
  expect([wrong.faults.length, untyped.faults.length]).toEqual([3, 3]);
});
