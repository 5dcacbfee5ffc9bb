/** One process that changes the store: issues, rotates, revokes. It may meet a storage fault, die at any point, and be started again. */
import { type PreparedKey, prepareKey } from '../../src-core/keys/issue-key.ts';
import { prepareRotation } from '../../src-core/keys/rotate-key.ts';
import type { StoreKeysSource } from '../../src-core/pepper/store-keys.ts';
import type { RandomSource } from '../../src-core/runtime/random.ts';
import { SqliteVerificationStore } from '../../src-core/store/sqlite/sqlite-verification-store.ts';
import { openSession } from '../../src-core/store/sqlite/store-session.ts';
import type { VerificationStore } from '../../src-core/store/verification-store.ts';
import type { IssueInput } from '../../src-shared/contract/engine-calls.ts';
import type { VersionId } from '../../src-shared/ids/ids.ts';
import { fixedStoreKeys } from '../core/store/store-fixture.ts';
import { FaultyStoreFile } from './faulty-store-file.ts';
import type { HeldPoints } from './held-points.ts';
import type { SimClock } from './sim-clock.ts';
import type { SimFiles } from './sim-files.ts';

export interface OperatorDeps {
  readonly name: string;
  readonly files: SimFiles;
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly held: HeldPoints;
  /** What the operator's calls go through; the store itself where nothing is planted. */
  readonly plant: (store: VerificationStore, files: SimFiles) => VerificationStore;
}

export interface Operator {
  readonly file: FaultyStoreFile;
  readonly store: VerificationStore;
  prepareKey(input: IssueInput): Promise<PreparedKey>;
  prepareRotation(
    key: string,
    graceMs: number | null,
  ): Promise<{ versionId: VersionId; token: string; commit(): Promise<unknown> }>;
}

const KEYS = fixedStoreKeys();
export const SIM_CTX = { actor: 'local:simulation', via: 'cli', reason: null } as const;

/** Starts the process: opens the real store file. */
export function startOperator(deps: OperatorDeps): Operator {
  const { files, clock, random, held, name } = deps;
  const storeKeys: StoreKeysSource = {
    place: 'file',
    load: async () => {
      await held.pass(name);
      return KEYS;
    },
  };
  const file = new FaultyStoreFile(files.storeFile);
  const session = openSession(file, {
    clock,
    random,
    keys: storeKeys,
    checkpointsFile: files.checkpointsFile,
    latestSeenMs: () => files.latestSeenMs(),
  });
  const store = deps.plant(new SqliteVerificationStore(session), files);
  const desk = { store, storeKeys, random, clock };
  return {
    file,
    store,
    prepareKey: (input) => prepareKey(input, desk),
    prepareRotation: async (key, graceMs) => {
      const isLeaked = graceMs === null;
      const input = { key, graceMs, isLeaked, expires: null, reason: null };
      const { versionId, token, rotation } = await prepareRotation(input, desk);
      return { versionId, token, commit: () => store.rotateKey(rotation, SIM_CTX) };
    },
  };
}
