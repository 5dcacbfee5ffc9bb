/** Slow clients hold up nobody and are cut off; a bare cap on connections would be the outage itself. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src-server/compose.ts';
import { scaled } from '../scale.ts';
import { openServerBench, postVerify, type ServerBench } from './server-bench.ts';

const SOCKETS = 200;
const DRIP_MS = 400;
const NEVER_MS = 2 ** 31 - 1;

let bench: ServerBench;
let server: RunningServer;
beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
});
afterAll(() => bench.close());

interface SlowClient {
  readonly socket: Socket;
  /** What came back until the server ended the connection. */
  readonly ended: Promise<string>;
}

/** Sends a beginning, then a byte now and then, and never finishes. */
function slowClient(port: number, beginning: string, dripMs = DRIP_MS): SlowClient {
  const socket = connect({ port, host: '127.0.0.1' });
  const chunks: Buffer[] = [];
  socket.write(beginning);
  const drip = setInterval(() => socket.write('a'), dripMs);
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => {
      clearInterval(drip);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
  return { socket, ended };
}

function beginnings(port: number): string[] {
  const head = `POST /v1/verify HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  return [
    '',
    'P',
    head,
    `${head}X-A: `,
    `${head}Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"token":"`,
  ];
}

function openSlowClients(port: number, dripMs?: number): Promise<SlowClient[]> {
  const kinds = beginnings(port);
  const clients = Array.from({ length: SOCKETS }, (_, index) =>
    slowClient(port, kinds[index % kinds.length] ?? '', dripMs),
  );
  const connected = clients.map(
    ({ socket }) => new Promise((resolve) => socket.once('connect', resolve)),
  );
  return Promise.all(connected).then(() => clients);
}

describe('slow clients', () => {
  it('hold up no honest client, and are all cut off', async () => {
    const { token } = await bench.issue();
    const slow = await openSlowClients(server.port);
    for (let call = 0; call < scaled(50); call += 1) {
      expect((await postVerify(server, { token })).outcome).toBe('valid');
    }
    const answers = await Promise.all(slow.map(({ ended }) => ended));
    expect(answers).toHaveLength(SOCKETS);
    for (const answer of answers) {
      if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 (408|400) /);
    }
    expect(answers.filter((answer) => answer.includes('request/timeout')).length).toBeGreaterThan(
      100,
    );
  }, 30_000);

  it('are no match for the closing server', async () => {
    const slow = await openSlowClients(server.port);
    await server.close();
    const answers = await Promise.all(slow.map(({ ended }) => ended));
    expect(answers).toHaveLength(SOCKETS);
    server = await bench.start();
  }, 30_000);

  it('control: where connections are merely capped, the honest client stands outside', async () => {
    const capped = await startCappedServer();
    const { port } = capped.address() as AddressInfo;
    // A byte more would be no request for some of them, and their connection would be free again.
    const slow = await openSlowClients(port, NEVER_MS);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
    for (const { socket } of slow) socket.destroy();
    capped.close();
  });
});

function startCappedServer(): Promise<Server> {
  return new Promise((resolve) => {
    const capped = createServer((_request, response) => response.end('ok'));
    capped.maxConnections = SOCKETS;
    capped.listen(0, '127.0.0.1', () => resolve(capped));
  });
}
