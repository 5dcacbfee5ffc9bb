/** The terminal's side of the agent's socket. */
import { connect, type Socket } from 'node:net';
import type { Places } from '../../src-core/places/places.ts';
import type { EngineAnswer, EngineClient } from '../../src-shared/contract/engine-answers.ts';
import type { EngineCall, EngineInput } from '../../src-shared/contract/engine-calls.ts';
import { decodeError } from '../../src-shared/error/error-wire.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { EventDoor } from '../../src-shared/model/store-records.ts';
import { type AgentResponse, encodeLine, MAX_LINE_BYTES, parseResponse } from './agent-protocol.ts';
import { readLines } from './line-reader.ts';

type AgentPlaces = Pick<Places, 'agentSocket'>;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** Null: no agent runs for this vault, so it is locked. */
export async function connectAgent(
  places: AgentPlaces,
  via: EventDoor,
): Promise<EngineClient | null> {
  const socket = await openSocket(places.agentSocket);
  return socket === null ? null : clientOn(socket, via);
}

/** Tells a running agent to lock and waits until it has. False: none ran. */
export async function stopAgent(places: AgentPlaces, via: EventDoor): Promise<boolean> {
  const socket = await openSocket(places.agentSocket);
  if (socket === null) return false;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await clientOn(socket, via).call('engine:lock', {});
  await closed;
  return true;
}

function openSocket(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function clientOn(socket: Socket, via: EventDoor): EngineClient {
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  const failAll = (): void => {
    for (const entry of waiting.values()) {
      entry.reject(new KeywrightError('agent/unavailable', 'The agent ended before it answered'));
    }
    waiting.clear();
  };
  socket.on('close', failAll);
  socket.on('error', () => socket.destroy());
  readLines(socket, MAX_LINE_BYTES, {
    onLine: (line) => {
      const response = parseResponse(line);
      if (response === null) socket.destroy();
      else settle(waiting, response);
    },
    onOverflow: failAll,
  });
  return {
    call: <Call extends EngineCall>(
      call: Call,
      input: EngineInput<Call>,
    ): Promise<EngineAnswer<Call>> =>
      new Promise((resolve, reject) => {
        const id = nextId;
        nextId += 1;
        waiting.set(id, { resolve: (answer) => resolve(answer as EngineAnswer<Call>), reject });
        if (socket.destroyed) failAll();
        else socket.write(encodeLine({ id, call, input, via }));
      }),
    close: async () => {
      socket.end();
      socket.unref();
    },
  };
}

function settle(waiting: Map<number, Waiting>, response: AgentResponse): void {
  const entry = waiting.get(response.id);
  if (entry === undefined) return;
  waiting.delete(response.id);
  if ('error' in response) entry.reject(decodeError(response.error));
  else entry.resolve(response.answer);
}
