/** Builds the verification server from its parts; the only place of this folder that does. */
import { existsSync } from 'node:fs';
import { createMemoryLimiter } from '../src-core/limits/memory-limiter.ts';
import type { Log } from '../src-core/log/log.ts';
import type { StoreKeysSource } from '../src-core/pepper/store-keys.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { RandomSource } from '../src-core/runtime/random.ts';
import { openSqliteReader } from '../src-core/store/sqlite/sqlite-verification-reader.ts';
import { readLatestInstant } from '../src-core/usage/read-usage.ts';
import { createUsageWriter } from '../src-core/usage/usage-writer.ts';
import { createReopeningReader } from '../src-core/verify/reopening-reader.ts';
import { createStoreClock, type StoreClock } from '../src-core/verify/store-clock.ts';
import { createVerifier, type Verifier } from '../src-core/verify/verifier.ts';
import type { VerifyAnswer } from '../src-shared/contract/verify.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { formatInstant } from '../src-shared/time/instant.ts';
import { buildApp } from './build-app.ts';
import { type Closers, createClosers } from './closers.ts';
import { gatedListener } from './gated-listener.ts';
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.ts';
import { acquireServeLock } from './serve-lock.ts';
import { type ServerFiles, writeServerFiles } from './server-files.ts';
import { createServerToken, type ServerToken } from './server-token.ts';
import { createSharedMark, type SharedMark } from './shared-mark.ts';
import { createVerifyShortcut } from './verify-shortcut.ts';

export interface ServerOptions {
  readonly storeFile: string;
  readonly usageFile: string;
  /** Gets server.json and server.header. */
  readonly runtimeDir: string;
  readonly storeKeys: StoreKeysSource;
  /** 0: any port free on both loopback addresses. */
  readonly port: number;
  /** Environments whose keys are accepted; null: all. */
  readonly environments: readonly string[] | null;
  /** The verify routes need the server token, too. */
  readonly requireToken: boolean;
  /** Of the program, for the OpenAPI description. */
  readonly version: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  /** Told of every answer once it is formed; it holds no token. Left out: nobody is. */
  readonly onAnswer?: (answer: VerifyAnswer) => void;
}

export interface RunningServer {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  readonly urls: readonly string[];
  readonly port: number;
  readonly serverFile: string;
  readonly headerFile: string;
  /** Takes no further requests, ends the running ones, writes the usage and releases everything. */
  close(): Promise<void>;
}

/** Running requests get this long to end when the server closes. */
const DRAIN_MS = 5_000;

/**
 * Starts the server on loopback. Throws store/…, pepper/…, server/already-serving, server/port-taken, file/unwritable; then nothing
 * is left open.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const closers = createClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function start(options: ServerOptions, closers: Closers): Promise<RunningServer> {
  const { verifier: whole, share } = await openVerifier(options, closers);
  const verifier = observed(whole, options.onAnswer);
  const token = createServerToken(options.random);
  const parts = { verifier, token, isTokenRequired: options.requireToken, log: options.log };
  const app = await buildApp({ ...parts, version: options.version });
  const shortcut = createVerifyShortcut({ ...parts, share });
  closers.add(() => app.close());
  let port = 0;
  const listener = await listenOnLoopback(
    options.port,
    gatedListener(
      () => ({ port, token }),
      (request, response, head) => {
        if (!shortcut(request, response, head)) app.routing(request, response);
      },
    ),
  );
  port = listener.port;
  closers.add(() => listener.close(DRAIN_MS));
  const files = announce(options, listener, token);
  closers.add(() => files.remove());
  return runningServer(listener, files, closers);
}

/** The same verifier where nobody listens: the hot path stays as it is. */
function observed(
  verifier: Verifier,
  onAnswer: ServerOptions['onAnswer'],
): Pick<Verifier, 'verify'> {
  if (onAnswer === undefined) return verifier;
  return {
    verify: async (request) => {
      const answer = await verifier.verify(request);
      onAnswer(answer);
      return answer;
    },
  };
}

async function openVerifier(
  options: ServerOptions,
  closers: Closers,
): Promise<{ verifier: Verifier; share: SharedMark['share'] }> {
  const { clock, log, random, storeFile } = options;
  if (!existsSync(storeFile)) {
    throw new KeywrightError('store/not-found', `No verification store at ${storeFile}`);
  }
  const lock = acquireServeLock(storeFile);
  closers.add(() => lock.release());
  const { reader, share } = createSharedMark(
    createReopeningReader(() => openSqliteReader(storeFile)),
  );
  closers.add(() => reader.close());
  const keys = await options.storeKeys.load();
  const storeClock = createStoreClock(clock, latestInstantOrZero(options));
  const usage = openUsage(options, storeClock);
  closers.add(() => usage.close());
  const limiter = createMemoryLimiter({ clock });
  log.info({ store: storeFile }, 'the verification store is open');
  const verifier = createVerifier({
    reader,
    keys,
    limiter,
    usage,
    clock,
    storeClock,
    random,
    environments: options.environments,
  });
  return { verifier, share };
}

function openUsage(options: ServerOptions, storeClock: StoreClock) {
  return createUsageWriter({
    path: options.usageFile,
    log: options.log,
    latestMs: () => storeClock.nowMs(),
  });
}

/** Usage may be lost without harm to verifying; the store's own head then still holds the time back. */
function latestInstantOrZero({ usageFile, log }: ServerOptions): number {
  try {
    return readLatestInstant(usageFile);
  } catch (error) {
    log.warn({ err: error }, 'the usage file cannot be read; verifying goes on without it');
    return 0;
  }
}

function announce(
  options: ServerOptions,
  listener: LoopbackListener,
  token: ServerToken,
): ServerFiles {
  if (!listener.hasIpv6) {
    options.log.warn({}, 'this machine has no ::1; only 127.0.0.1 is listened on');
  }
  const facts = {
    url: urlOf(listener),
    urls: listener.urls,
    port: listener.port,
    pid: process.pid,
    startedAt: formatInstant(options.clock.nowMs()),
  };
  return writeServerFiles(options.runtimeDir, facts, token.text);
}

function runningServer(
  listener: LoopbackListener,
  files: ServerFiles,
  closers: Closers,
): RunningServer {
  return {
    url: urlOf(listener),
    urls: listener.urls,
    port: listener.port,
    serverFile: files.serverFile,
    headerFile: files.headerFile,
    close: () => closers.closeAll(),
  };
}

function urlOf(listener: LoopbackListener): string {
  return `http://127.0.0.1:${listener.port}`;
}
