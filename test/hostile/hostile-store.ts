/** A store with keys in every state, its log and usage, as single files, and what the verifier and the chain check make of a mutated one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signCheckpoint } from '../../src-core/audit/checkpoint.ts';
import { appendCheckpoint } from '../../src-core/audit/checkpoint-file.ts';
import { type StoreChainReport, verifyStoreChain } from '../../src-core/audit/verify-chain.ts';
import { createMemoryLimiter } from '../../src-core/limits/memory-limiter.ts';
import type { StoreKeys } from '../../src-core/pepper/store-keys.ts';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { openSqliteFile } from '../../src-core/sqlite/sqlite-file.ts';
import { openSqliteStore } from '../../src-core/store/sqlite/open-sqlite-store.ts';
import { openSqliteReader } from '../../src-core/store/sqlite/sqlite-verification-reader.ts';
import { createStoreClock } from '../../src-core/verify/store-clock.ts';
import { createVerifier } from '../../src-core/verify/verifier.ts';
import { OUTCOMES } from '../../src-shared/contract/outcome.ts';
import { forgedTokens } from '../core/verify/forged-tokens.ts';
import { openVerifyBench, type SteppedClock } from '../core/verify/verify-bench.ts';
import { WrongAnswer } from './hostile-run.ts';
import { removeDatabase } from './hostile-vault.ts';

const KNOWN: readonly string[] = OUTCOMES;

export interface HostileStore {
  readonly folder: string;
  readonly bytes: Buffer;
  readonly checkpoints: Buffer;
  readonly clock: SteppedClock;
  readonly keys: StoreKeys;
  /** Tokens that were issued, whatever their state is now. */
  readonly issued: readonly string[];
  /** Well-formed tokens that nobody was given. */
  readonly forged: readonly string[];
  /** The log of the whole file, as text. */
  readonly log: string;
}

export async function makeHostileStore(folder: string): Promise<HostileStore> {
  const bench = await openVerifyBench();
  const issued: string[] = [];
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const limits = [{ name: 'rate', limit: 100, periodMs: 60_000 }];
    const permissions = ['invoices.read', 'orders.*'];
    issued.push((await bench.issue({ name, permissions, limits })).token);
  }
  const [first = '', second = ''] = issued;
  issued.push((await bench.rotate('two')).token);
  issued.push((await bench.rotate('three', { isLeaked: true })).token);
  const { events, head } = {
    events: await bench.store.readEvents(0, 1_000),
    head: await bench.store.head(),
  };
  const checkpointsFile = join(folder, 'store.checkpoints');
  const storeId = bench.keys.storeId;
  for (const { seq, hash, atUs } of events.slice(0, 5)) {
    appendCheckpoint(
      checkpointsFile,
      signCheckpoint({ storeId, seq, hash, atUs }, bench.keys.signingKey),
    );
  }
  appendCheckpoint(checkpointsFile, signCheckpoint({ storeId, ...head }, bench.keys.signingKey));
  const { clock, keys, storeFile } = bench;
  await bench.store.close();
  asSingleFile(storeFile);
  const bytes = readFileSync(storeFile);
  await bench.close();
  return {
    folder,
    bytes,
    checkpoints: readFileSync(checkpointsFile),
    clock,
    keys,
    issued,
    forged: Object.values(forgedTokens(first, second)).filter((_token, index) => index % 4 === 0),
    log: JSON.stringify(events),
  };
}

function asSingleFile(path: string): void {
  const db = openSqliteFile(path, { area: 'store', mode: 'write' });
  db.pragma('journal_mode = DELETE');
  db.close();
}

function place(of: HostileStore, bytes: Buffer): string {
  const path = join(of.folder, 'mutated-store.db');
  removeDatabase(path);
  writeFileSync(path, bytes);
  return path;
}

/** Asks the verifier about every token. A token that nobody was given is never accepted, whatever lies in the file. */
export async function verifyOnHostileStore(of: HostileStore, bytes: Buffer): Promise<string> {
  const reader = openSqliteReader(place(of, bytes));
  try {
    const { clock, keys } = of;
    const verifier = createVerifier({
      reader,
      keys,
      limiter: createMemoryLimiter({ clock }),
      usage: null,
      clock,
      storeClock: createStoreClock(clock, 0),
      random: systemRandom,
      environments: null,
    });
    const outcomes = new Set<string>();
    for (const token of of.forged) {
      const { outcome } = await verifier.verify({ token });
      if (outcome !== 'unknown' && outcome !== 'malformed') throw new WrongAnswer(outcome);
    }
    for (const token of of.issued) {
      const asked = await verifier.verify({ token, permissions: ['invoices.read'] });
      const outcome: string = asked.outcome;
      if (!KNOWN.includes(outcome)) throw new WrongAnswer(outcome);
      outcomes.add(outcome);
    }
    return Array.from(outcomes).toSorted().join(' ');
  } finally {
    reader.close();
  }
}

/** What `audit verify` does. A log that is not the one that was written is never called whole. */
export async function checkHostileLog(
  of: HostileStore,
  bytes: Buffer,
  depth: 'in full' | 'links alone' = 'in full',
): Promise<string> {
  const path = place(of, bytes);
  const { clock, keys } = of;
  const store = await openSqliteStore(path, {
    clock,
    random: systemRandom,
    keys: { place: 'file', load: async () => keys },
    checkpointsFile: null,
  });
  try {
    const checkedKeys = depth === 'in full' ? keys : null;
    const report = await verifyStoreChain({ store, keys: checkedKeys, checkpointsFile: null });
    if (report.ok && JSON.stringify(await store.readEvents(0, 1_000)) !== of.log) {
      throw new WrongAnswer('another log called whole');
    }
    return standing(report);
  } finally {
    await store.close();
  }
}

export function standing(report: StoreChainReport): string {
  return report.ok ? 'whole' : 'broken';
}
