/**
 * Listens on 127.0.0.1 and ::1, the same port on both, or not at all: a port held by another program on one of the two would get
 * the requests that `localhost` sends there. Never tries another port than the one asked for; 0 means any port free on both.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { problemBytes } from './problem.ts';

/** A request, head and body, must be in within this time; a connection that sends nothing is ended just so. */
const REQUEST_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 5_000;
const CHECK_INTERVAL_MS = 500;
const SWEEP_INTERVAL_MS = 20;
const MAX_HEAD_BYTES = 16_384;
const MAX_FREE_PORT_TRIES = 32;

export interface LoopbackListener {
  readonly port: number;
  readonly urls: readonly string[];
  /** False: this machine has no ::1, and only 127.0.0.1 is listened on. */
  readonly hasIpv6: boolean;
  /** Takes no further connections, lets the running requests end within `drainMs`, then cuts what is left. */
  close(drainMs: number): Promise<void>;
}

/** Throws server/port-taken. */
export async function listenOnLoopback(
  port: number,
  handler: RequestListener,
): Promise<LoopbackListener> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenOnBoth(port, handler);
    } catch (error) {
      if (port === 0 && isTaken(error) && tries < MAX_FREE_PORT_TRIES) continue;
      throw isTaken(error) ? portTaken(port, error) : error;
    }
  }
}

async function listenOnBoth(port: number, handler: RequestListener): Promise<LoopbackListener> {
  const first = createLoopbackServer(handler);
  await listen(first, { host: '127.0.0.1', port });
  const bound = (first.address() as AddressInfo).port;
  const second = createLoopbackServer(handler);
  try {
    await listen(second, { host: '::1', port: bound, ipv6Only: true });
  } catch (error) {
    if (isAbsent(error)) return listenerOf([first], bound);
    await stop(first, 0);
    throw error;
  }
  return listenerOf([first, second], bound);
}

function listenerOf(servers: readonly Server[], port: number): LoopbackListener {
  const hasIpv6 = servers.length === 2;
  return {
    port,
    urls: [`http://127.0.0.1:${port}`, ...(hasIpv6 ? [`http://[::1]:${port}`] : [])],
    hasIpv6,
    close: async (drainMs) => {
      await Promise.all(servers.map((server) => stop(server, drainMs)));
    },
  };
}

function createLoopbackServer(handler: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      maxHeaderSize: MAX_HEAD_BYTES,
      insecureHTTPParser: false,
      // The gate answers a missing Host itself, as a problem.
      requireHostHeader: false,
    },
    handler,
  );
  server.on('checkContinue', handler);
  server.on('checkExpectation', handler);
  server.on('clientError', answerBrokenRequest);
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    endWith(socket, problemBytes('request/method-not-allowed', 'This server is no proxy'));
  });
  return server;
}

function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  endWith(
    socket,
    isSlow
      ? problemBytes('request/timeout', 'The request did not arrive in time')
      : problemBytes('request/malformed', 'The bytes sent are not an HTTP request'),
  );
}

function endWith(socket: Socket, answer: string): void {
  if (socket.writable && socket.bytesWritten === 0) socket.end(answer, () => socket.destroy());
  else socket.destroy();
}

function listen(
  server: Server,
  at: { host: string; port: number; ipv6Only?: boolean },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...at, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function stop(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection kept alive turns idle when its last answer is out, which nothing announces.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL_MS);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException | null)?.code;

function isTaken(error: unknown): boolean {
  return codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES';
}

function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'EAFNOSUPPORT';
}

function portTaken(port: number, cause: unknown): KeywrightError {
  const message =
    codeOf(cause) === 'EACCES'
      ? `Port ${port} needs more rights than this program has`
      : `Port ${port} is taken on 127.0.0.1 or ::1`;
  return new KeywrightError('server/port-taken', message, { cause });
}
