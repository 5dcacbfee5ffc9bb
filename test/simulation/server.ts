/** One verification server: reader, cache, limiter, usage and clock, put together as src-server/compose.ts does, on held-up storage. */
import type { Limiter } from '../../src-core/limits/limiter.ts';
import type { Log } from '../../src-core/log/log.ts';
import type { RandomSource } from '../../src-core/runtime/random.ts';
import { openSqliteReader } from '../../src-core/store/sqlite/sqlite-verification-reader.ts';
import type { VerificationReader } from '../../src-core/store/verification-store.ts';
import { createUsageWriter, type UsageWriter } from '../../src-core/usage/usage-writer.ts';
import { createReopeningReader } from '../../src-core/verify/reopening-reader.ts';
import type { StoreClock } from '../../src-core/verify/store-clock.ts';
import type { Verifier, VerifierDeps } from '../../src-core/verify/verifier.ts';
import { fixedStoreKeys } from '../core/store/store-fixture.ts';
import type { HeldPoints } from './held-points.ts';
import type { SimClock } from './sim-clock.ts';
import type { SimFiles } from './sim-files.ts';

/** The parts of a server that a control replaces by broken ones. */
export interface ServerParts {
  readonly createVerifier: (deps: VerifierDeps) => Verifier;
  readonly createLimiter: (clock: SimClock, pass: () => Promise<void>) => Limiter;
  readonly createStoreClock: (clock: SimClock, latestMs: number) => StoreClock;
  readonly plantReader: (reader: VerificationReader) => VerificationReader;
}

export interface ServerDeps {
  readonly name: string;
  readonly files: SimFiles;
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly held: HeldPoints;
  readonly parts: ServerParts;
  readonly log: Log;
  /** Told at the moment a planned fault strikes. */
  readonly onFault: () => void;
}

export interface Server {
  readonly verifier: Verifier;
  readonly usage: UsageWriter;
  readonly limiter: Limiter;
  /** The call of the reader after `calls` more fails. */
  failAfter(calls: number): void;
  /** Releases its files; what it has not written is lost. */
  stop(): void;
}

const KEYS = fixedStoreKeys();

export function startServer(deps: ServerDeps): Server {
  const { files, clock, random, parts } = deps;
  let failsAfter: number | null = null;
  const strike = (): void => {
    if (failsAfter === null) return;
    failsAfter -= 1;
    if (failsAfter >= 0) return;
    failsAfter = null;
    deps.onFault();
    throw new Error('injected fault');
  };
  const reader = createReopeningReader(() =>
    parts.plantReader(heldReader(openSqliteReader(files.storeFile), { ...deps, strike })),
  );
  const storeClock = parts.createStoreClock(clock, files.latestSeenMs());
  const usage = createUsageWriter({
    path: files.usageFile,
    log: deps.log,
    latestMs: () => storeClock.nowMs(),
  });
  const limiter = parts.createLimiter(clock, () => deps.held.pass(deps.name));
  const verifier = parts.createVerifier({
    reader,
    keys: KEYS,
    limiter,
    usage,
    clock,
    storeClock,
    random,
    environments: null,
    maxCachedRecords: 4,
  });
  return {
    verifier,
    usage,
    limiter,
    failAfter: (calls) => {
      failsAfter = calls;
    },
    stop: () => reader.close(),
  };
}

/** The real reader, whose calls wait before they read and before they answer, and fail when told. */
function heldReader(
  reader: VerificationReader,
  { held, name, strike }: ServerDeps & { readonly strike: () => void },
): VerificationReader {
  async function slowly<Value>(read: () => Value | Promise<Value>): Promise<Value> {
    await held.pass(name);
    strike();
    const value = await read();
    await held.pass(name);
    return value;
  }
  return {
    storeId: reader.storeId,
    changeMark: () => {
      strike();
      return reader.changeMark();
    },
    readFeed: (afterSeq, limit) => slowly(() => reader.readFeed(afterSeq, limit)),
    readVersion: (versionId) => slowly(() => reader.readVersion(versionId)),
    close: () => reader.close(),
  };
}
