/** A real SQLite store in a temporary folder with the API `acme`, a steppable clock, and verifiers opened on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IssuedKey, issueKey } from '../../../src-core/keys/issue-key.ts';
import { rotateKey } from '../../../src-core/keys/rotate-key.ts';
import { pepperCheck } from '../../../src-core/keys/token-hash.ts';
import type { Limiter, LimitPreview } from '../../../src-core/limits/limiter.ts';
import { createMemoryLimiter } from '../../../src-core/limits/memory-limiter.ts';
import { makeStoreKeys } from '../../../src-core/pepper/make-store-keys.ts';
import type { StoreKeys, StoreKeysSource } from '../../../src-core/pepper/store-keys.ts';
import type { Clock } from '../../../src-core/runtime/clock.ts';
import { newId, systemRandom } from '../../../src-core/runtime/random.ts';
import { createSqliteStore } from '../../../src-core/store/sqlite/create-sqlite-store.ts';
import { openSqliteReader } from '../../../src-core/store/sqlite/sqlite-verification-reader.ts';
import type {
  VerificationReader,
  VerificationStore,
} from '../../../src-core/store/verification-store.ts';
import type { UsageRecorder } from '../../../src-core/usage/usage-recorder.ts';
import { createStoreClock } from '../../../src-core/verify/store-clock.ts';
import { createVerifier, type Verifier } from '../../../src-core/verify/verifier.ts';
import type { IssueInput } from '../../../src-shared/contract/engine-calls.ts';
import type { Deadline } from '../../../src-shared/time/instant.ts';

export const CTX = { actor: 'local:test', via: 'cli', reason: null } as const;
export const T0 = Date.UTC(2026, 5, 1, 12);
export const HOUR_MS = 3_600_000;

export interface SteppedClock extends Clock {
  /** Moves both clocks on. */
  step(byMs: number): void;
  /** Moves the wall clock alone, as a person or NTP does. */
  setWall(atMs: number): void;
}

export function steppedClock(startMs = T0): SteppedClock {
  let wallMs = startMs;
  let runningMs = 1_000;
  return {
    nowMs: () => wallMs,
    monotonicMs: () => runningMs,
    step: (byMs) => {
      wallMs += byMs;
      runningMs += byMs;
    },
    setWall: (atMs) => {
      wallMs = atMs;
    },
  };
}

interface VerifierOptions {
  readonly environments?: readonly string[];
  readonly limiter?: Limiter;
  /** Of the same counters as the limiter. */
  readonly preview?: LimitPreview;
  readonly usage?: UsageRecorder;
  readonly keys?: StoreKeys;
  readonly reader?: VerificationReader;
  readonly maxCachedRecords?: number;
  /** Latest instant of earlier runs. */
  readonly latestMs?: number;
}

export interface VerifyBench {
  readonly dir: string;
  readonly storeFile: string;
  readonly clock: SteppedClock;
  readonly keys: StoreKeys;
  readonly storeKeys: StoreKeysSource;
  readonly store: VerificationStore;
  issue(input?: Partial<IssueInput>): Promise<IssuedKey>;
  rotate(key: string, options?: { graceMs?: number; isLeaked?: boolean }): Promise<IssuedKey>;
  /** A reader of its own, closed with the bench. */
  reader(): VerificationReader;
  verifier(options?: VerifierOptions): Verifier;
  close(): Promise<void>;
}

export async function openVerifyBench(): Promise<VerifyBench> {
  const dir = mkdtempSync(join(tmpdir(), 'kw-verify-'));
  const storeFile = join(dir, 'store.db');
  const clock = steppedClock();
  const keys = makeStoreKeys(newId('sto', systemRandom), systemRandom);
  const storeKeys: StoreKeysSource = { place: 'file', load: async () => keys };
  const store = await makeStore(storeFile, clock, storeKeys);
  const readers: VerificationReader[] = [];
  const desk = { store, storeKeys, random: systemRandom, clock };
  const reader = (): VerificationReader => {
    const opened = openSqliteReader(storeFile);
    readers.push(opened);
    return opened;
  };
  return {
    dir,
    storeFile,
    clock,
    keys,
    storeKeys,
    store,
    issue: (input = {}) => issueKey({ ...PLAIN_KEY, ...input }, desk, CTX),
    rotate: (key, { graceMs, isLeaked = false } = {}) =>
      rotateKey(
        {
          key,
          graceMs: isLeaked ? null : (graceMs ?? HOUR_MS),
          isLeaked,
          expires: null,
          reason: null,
        },
        desk,
        CTX,
      ),
    reader,
    verifier: (options = {}) =>
      makeVerifier({ clock, keys, reader: options.reader ?? reader() }, options),
    close: async () => {
      for (const opened of readers) opened.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const PLAIN_KEY: IssueInput = {
  api: 'acme',
  name: 'billing worker',
  owner: 'team:payments',
  environment: 'live',
  permissions: ['invoices.read'],
  roles: [],
  limits: [],
  expires: null,
  notBefore: null,
  reason: null,
};

async function makeStore(
  path: string,
  clock: Clock,
  storeKeys: StoreKeysSource,
): Promise<VerificationStore> {
  const keys = await storeKeys.load();
  const pepper = keys.peppers.get(keys.currentPepperId);
  if (pepper === undefined) throw new Error('the bench has no pepper');
  const store = await createSqliteStore(
    {
      path,
      id: keys.storeId,
      pepper: { id: keys.currentPepperId, place: 'file', check: pepperCheck(pepper) },
      ctx: CTX,
    },
    { clock, random: systemRandom, keys: storeKeys, checkpointsFile: null },
  );
  const api = { id: newId('api', systemRandom), name: 'acme', prefix: 'acme' };
  await store.createApi({ ...api, environments: ['live', 'test'] }, CTX);
  return store;
}

interface VerifierParts {
  readonly clock: Clock;
  readonly keys: StoreKeys;
  readonly reader: VerificationReader;
}

function makeVerifier(parts: VerifierParts, options: VerifierOptions): Verifier {
  const { clock } = parts;
  const ownLimiter = createMemoryLimiter({ clock });
  return createVerifier({
    reader: parts.reader,
    keys: options.keys ?? parts.keys,
    limiter: options.limiter ?? ownLimiter,
    preview: options.preview ?? ownLimiter,
    usage: options.usage ?? null,
    clock,
    storeClock: createStoreClock(clock, options.latestMs ?? 0),
    random: systemRandom,
    environments: options.environments ?? null,
    ...(options.maxCachedRecords === undefined
      ? {}
      : { maxCachedRecords: options.maxCachedRecords }),
  });
}

export function at(atMs: number): Deadline {
  return { kind: 'at', atMs };
}
