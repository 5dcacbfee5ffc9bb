/** Builds the verification server from its parts; the only place of this folder that does. */
import type { Log } from '../src-core/log/log.ts';
import type { Clock } from '../src-core/runtime/clock.ts';
import type { RandomSource } from '../src-core/runtime/random.ts';
import type { SecretText } from '../src-core/secret/secret-bytes.ts';
import type { Verifier } from '../src-core/verify/verifier.ts';
import type { VerifyAnswer } from '../src-shared/contract/verify.ts';
import { formatInstant } from '../src-shared/time/instant.ts';
import { buildApp } from './build-app.ts';
import { type Closers, createClosers } from './closers.ts';
import { gatedListener } from './gated-listener.ts';
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.ts';
import { openVerifier, type ServedStore } from './open-verifier.ts';
import { createProxyToken } from './proxy-token.ts';
import { type ServerFiles, writeServerFiles } from './server-files.ts';
import { createServerToken, type ServerToken } from './server-token.ts';
import { createVerifyShortcut } from './verify-shortcut.ts';

export interface ServerOptions {
  readonly store: ServedStore;
  readonly usageFile: string;
  /** Gets server.json and server.header. */
  readonly runtimeDir: string;
  /** 0: any port free on both loopback addresses. */
  readonly port: number;
  /** Environments whose keys are accepted; null: all. */
  readonly environments: readonly string[] | null;
  /** The verify routes need the server token, too. */
  readonly requireToken: boolean;
  /** What gateways show to be believed; left out: none is. */
  readonly proxyToken?: SecretText;
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
  const proxyToken = createProxyToken(options.proxyToken ?? null);
  const parts = { verifier, token, isTokenRequired: options.requireToken, log: options.log };
  const app = await buildApp({
    ...parts,
    proxyToken,
    version: options.version,
    clock: options.clock,
  });
  const shortcut = createVerifyShortcut({ ...parts, share });
  closers.add(() => app.close());
  let port = 0;
  const listener = await listenOnLoopback(
    options.port,
    gatedListener(
      () => ({ port, token, proxyToken }),
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
): Pick<Verifier, 'verify' | 'explain' | 'introspect'> {
  if (onAnswer === undefined) return verifier;
  return {
    explain: (request) => verifier.explain(request),
    introspect: (token) => verifier.introspect(token),
    verify: async (request) => {
      const answer = await verifier.verify(request);
      onAnswer(answer);
      return answer;
    },
  };
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
