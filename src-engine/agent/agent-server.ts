/**
 * Serves an engine on a private socket until it is told to lock, is idle for too long, or the machine has slept.
 * Node does not tell a peer's credentials; what keeps other users out is the 0700 directory and the 0600 socket.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../src-core/runtime/clock.ts';
import type { EngineStatus } from '../../src-shared/contract/engine-answers.ts';
import type { EngineCall } from '../../src-shared/contract/engine-calls.ts';
import { ENGINE_CALLS } from '../../src-shared/contract/engine-calls.ts';
import { encodeError } from '../../src-shared/error/error-wire.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { Engine } from '../engine.ts';
import {
  type AgentRequest,
  type AgentResponse,
  encodeLine,
  MAX_LINE_BYTES,
  parseRequest,
} from './agent-protocol.ts';
import { readLines } from './line-reader.ts';

export interface AgentDeps {
  readonly engine: Engine;
  readonly socketPath: string;
  /** Locks after this long without a call. */
  readonly idleMs: number;
  readonly clock: Clock;
}

export interface RunningAgent {
  /**
   * Settles once the vault is locked and the socket's name is gone. Open connections stay for the process's end to close, so that
   * who asked for the lock learns of it only when the memory is gone.
   */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

const TICK_MS = 1_000;
/** The wall clock ran this much further than the monotonic one: the machine slept. */
const SLEEP_MS = 10_000;

/** Listens on the socket path, which must be free. Throws agent/unavailable where it cannot. */
export async function serveAgent(deps: AgentDeps): Promise<RunningAgent> {
  const state = { lastCallMs: deps.clock.monotonicMs(), running: 0 };
  const ended = Promise.withResolvers<void>();
  let ending: Promise<void> | null = null;
  const end = (): Promise<void> => {
    ending ??= shutDown().then(ended.resolve, ended.reject);
    return ending;
  };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    answerLines(socket, { deps, state, end });
  });
  await listen(server, deps.socketPath);
  const stopWatching = watch(deps, state, () => void end());
  const shutDown = async (): Promise<void> => {
    stopWatching();
    server.close();
    rmSync(deps.socketPath, { force: true });
    await deps.engine.close();
  };
  return { ended: ended.promise, end };
}

interface Activity {
  lastCallMs: number;
  running: number;
}

interface Connection {
  readonly deps: AgentDeps;
  readonly state: Activity;
  readonly end: () => Promise<void>;
}

function answerLines(socket: Socket, connection: Connection): void {
  const answer = async (request: AgentRequest): Promise<void> => {
    const { state, deps } = connection;
    if (request.call !== 'engine:status') state.lastCallMs = deps.clock.monotonicMs();
    state.running += 1;
    let isLocked = request.call === 'engine:lock';
    try {
      const answered = await callEngine(request, connection);
      await send(socket, { id: request.id, answer: answered });
    } catch (error) {
      // The vault locked itself: its file was replaced or has another key. Nothing is left to serve.
      isLocked ||= error instanceof KeywrightError && error.code === 'vault/locked';
      await send(socket, { id: request.id, error: encodeError(error) });
    } finally {
      state.running -= 1;
    }
    if (isLocked) await connection.end();
  };
  readLines(socket, MAX_LINE_BYTES, {
    onLine: (line) => {
      const request = parseRequest(line);
      if (request === null) socket.destroy();
      else void answer(request);
    },
    onOverflow: () => undefined,
  });
}

/** Resolves when the bytes have left or the peer is gone. */
function send(socket: Socket, response: AgentResponse): Promise<void> {
  return new Promise((resolve) => {
    socket.write(encodeLine(response), () => resolve());
  });
}

async function callEngine(request: AgentRequest, connection: Connection): Promise<unknown> {
  if (!Object.hasOwn(ENGINE_CALLS, request.call)) {
    throw new KeywrightError('usage/invalid-argument', 'The agent does not know that call', {
      hint: 'It may be of another version: run `keywright lock`, then unlock.',
    });
  }
  const { deps, state } = connection;
  const answer = await deps.engine.call(request.call as EngineCall, request.input, request.via);
  if (request.call !== 'engine:status') return answer;
  const idleLeftMs = deps.idleMs - (deps.clock.monotonicMs() - state.lastCallMs);
  return { ...(answer as EngineStatus), locksAtMs: Math.round(deps.clock.nowMs() + idleLeftMs) };
}

function watch(deps: AgentDeps, state: Activity, onEnd: () => void): () => void {
  let wallMs = deps.clock.nowMs();
  let monotonicMs = deps.clock.monotonicMs();
  const timer = setInterval(() => {
    const wallStepMs = deps.clock.nowMs() - wallMs;
    const monotonicStepMs = deps.clock.monotonicMs() - monotonicMs;
    wallMs += wallStepMs;
    monotonicMs += monotonicStepMs;
    const hasSlept =
      wallStepMs - monotonicStepMs > SLEEP_MS || monotonicStepMs > SLEEP_MS + TICK_MS;
    const isIdle = state.running === 0 && monotonicMs - state.lastCallMs >= deps.idleMs;
    if (hasSlept || isIdle) onEnd();
  }, TICK_MS);
  return () => clearInterval(timer);
}

async function listen(server: Server, socketPath: string): Promise<void> {
  const previous = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socketPath, () => {
        server.off('error', reject);
        resolve();
      });
    });
    if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
  } catch (error) {
    throw new KeywrightError('agent/unavailable', 'The agent cannot open its socket', {
      cause: error,
    });
  } finally {
    process.umask(previous);
  }
}
