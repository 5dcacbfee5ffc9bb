/** The verifier of a server, on the embedded store of this machine or on a shared one, and what keeps it fresh. */
import { existsSync } from 'node:fs';
import { createMemoryLimiter } from '../src-core/limits/memory-limiter.ts';
import type { Log } from '../src-core/log/log.ts';
import type { StoreKeys, StoreKeysSource } from '../src-core/pepper/store-keys.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { RandomSource } from '../src-core/runtime/random.ts';
import { openSqliteReader } from '../src-core/store/sqlite/sqlite-verification-reader.ts';
import type { SharedReader } from '../src-core/store/verification-store.ts';
import { readLatestInstant } from '../src-core/usage/read-usage.ts';
import { createUsageWriter } from '../src-core/usage/usage-writer.ts';
import { createDatabaseClock } from '../src-core/verify/database-clock.ts';
import { keepLease } from '../src-core/verify/lease-keeper.ts';
import { createReopeningReader } from '../src-core/verify/reopening-reader.ts';
import { createStoreClock, type StoreClock } from '../src-core/verify/store-clock.ts';
import { createVerifier, type Verifier, type VerifierDeps } from '../src-core/verify/verifier.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import type { Closers } from './closers.ts';
import { acquireServeLock } from './serve-lock.ts';
import { createSharedMark, type SharedMark } from './shared-mark.ts';

/** The file of an embedded store, or a shared store that is open for reading. */
export type ServedStore =
  | { readonly kind: 'embedded'; readonly file: string; readonly keys: StoreKeysSource }
  | {
      readonly kind: 'shared';
      readonly reader: SharedReader;
      readonly keys: StoreKeys;
      /** True: every verification asks the store, and nothing is served from memory. */
      readonly isStrict: boolean;
    };

export interface OpenVerifierOptions {
  readonly store: ServedStore;
  readonly usageFile: string;
  /** Environments whose keys are accepted; null: all. */
  readonly environments: readonly string[] | null;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
}

export interface OpenedVerifier {
  readonly verifier: Verifier;
  /** As SharedMark's: requests that arrived before may share one look at the store. */
  readonly share: SharedMark['share'];
}

/** Throws store/…, pepper/…, server/already-serving; what was opened is left to the closers. */
export async function openVerifier(
  options: OpenVerifierOptions,
  closers: Closers,
): Promise<OpenedVerifier> {
  const { store } = options;
  return store.kind === 'embedded'
    ? openEmbedded(options, store, closers)
    : openShared(options, store, closers);
}

async function openEmbedded(
  options: OpenVerifierOptions,
  { file, keys }: Extract<ServedStore, { kind: 'embedded' }>,
  closers: Closers,
): Promise<OpenedVerifier> {
  if (!existsSync(file)) {
    throw new KeywrightError('store/not-found', `No verification store at ${file}`);
  }
  const lock = acquireServeLock(file);
  closers.add(() => lock.release());
  const { reader, share } = createSharedMark(createReopeningReader(() => openSqliteReader(file)));
  closers.add(() => reader.close());
  const storeClock = createStoreClock(options.clock, latestInstantOrZero(options));
  const parts = { reader, keys: await keys.load(), storeClock };
  options.log.info({ store: file }, 'the verification store is open');
  return { verifier: verifierOf(options, parts, closers), share };
}

async function openShared(
  options: OpenVerifierOptions,
  { reader, keys, isStrict }: Extract<ServedStore, { kind: 'shared' }>,
  closers: Closers,
): Promise<OpenedVerifier> {
  closers.add(() => reader.close());
  const storeClock = createDatabaseClock(options.clock);
  const verifier = verifierOf(options, { reader, keys, storeClock }, closers);
  const { log } = options;
  log.info({ store: reader.storeId, isStrict }, 'the shared store is open');
  if (verifier.leased !== null && !isStrict) {
    const keeper = keepLease({
      records: verifier.leased,
      repeat,
      onChange: (fault) => {
        if (fault === null) log.info({}, 'the change feed is there again');
        else log.warn({ err: fault }, 'the change feed is lost; every verification asks the store');
      },
    });
    closers.add(() => keeper.stop());
  }
  return { verifier, share: (work) => work() };
}

function repeat(work: () => void, everyMs: number): () => void {
  const timer = setInterval(work, everyMs);
  return () => clearInterval(timer);
}

type StoreParts = Pick<VerifierDeps, 'reader' | 'keys' | 'storeClock'>;

function verifierOf(options: OpenVerifierOptions, parts: StoreParts, closers: Closers): Verifier {
  const { clock, random, environments } = options;
  const usage = openUsage(options, parts.storeClock);
  closers.add(() => usage.close());
  const limiter = createMemoryLimiter({ clock });
  return createVerifier({
    ...parts,
    limiter,
    preview: limiter,
    usage,
    clock,
    random,
    environments,
  });
}

function openUsage({ usageFile, log }: OpenVerifierOptions, storeClock: StoreClock) {
  return createUsageWriter({ path: usageFile, log, latestMs: () => storeClock.nowMs() });
}

/** Usage may be lost without harm to verifying; the store's own head then still holds the time back. */
function latestInstantOrZero({ usageFile, log }: OpenVerifierOptions): number {
  try {
    return readLatestInstant(usageFile);
  } catch (error) {
    log.warn({ err: error }, 'the usage file cannot be read; verifying goes on without it');
    return 0;
  }
}
