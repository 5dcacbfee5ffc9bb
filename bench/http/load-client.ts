/**
 * The caller: a process of its own that keeps connections alive and sends one request after the other on each. Bounded in time by what
 * it is told; every answer is read to its end, and anything but 200 counts as an error.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { quantile } from '../measure/rounds.ts';

export interface LoadOrder {
  readonly url: string;
  readonly connections: number;
  readonly durationMs: number;
  /** JSON texts, sent in turn. */
  readonly bodies: readonly string[];
  /** Requests a second over all connections; null: as many as are answered. */
  readonly ratePerSecond: number | null;
}

export interface LoadReport {
  readonly requests: number;
  readonly errors: number;
  readonly perSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

interface Run {
  readonly requests: readonly Buffer[];
  readonly endMs: number;
  /** Each connection waits this long between its requests; 0: not at all. */
  readonly pauseMs: number;
  readonly latenciesUs: number[];
  next: number;
  errors: number;
}

async function runLoad(order: LoadOrder): Promise<LoadReport> {
  const { port } = new URL(order.url);
  const { connections, ratePerSecond } = order;
  const sockets = Array.from({ length: connections }, () => connect(Number(port), '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const startMs = performance.now();
  const run: Run = {
    requests: order.bodies.map((body) => requestBytes(body, port)),
    endMs: startMs + order.durationMs,
    pauseMs: ratePerSecond === null ? 0 : (connections * 1_000) / ratePerSecond,
    latenciesUs: [],
    next: 0,
    errors: 0,
  };
  await Promise.all(sockets.map((socket) => drive(socket, run)));
  const seconds = (performance.now() - startMs) / 1_000;
  return {
    requests: run.latenciesUs.length,
    errors: run.errors,
    perSecond: run.latenciesUs.length / seconds,
    p50Us: quantile(run.latenciesUs, 0.5),
    p99Us: quantile(run.latenciesUs, 0.99),
  };
}

function requestBytes(body: string, port: string): Buffer {
  const head = [
    'POST /v1/verify HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function drive(socket: Socket, run: Run): Promise<void> {
  return new Promise((resolve) => {
    let sentMs = 0;
    let received = '';
    const send = (): void => {
      if (performance.now() >= run.endMs) {
        socket.destroy();
        resolve();
        return;
      }
      const request = run.requests[run.next % run.requests.length];
      run.next += 1;
      sentMs = performance.now();
      if (request !== undefined) socket.write(request);
    };
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      const now = performance.now();
      run.latenciesUs.push((now - sentMs) * 1_000);
      if (!received.startsWith('HTTP/1.1 200')) run.errors += 1;
      received = '';
      if (run.pauseMs === 0) send();
      else setTimeout(send, Math.max(0, sentMs + run.pauseMs - now));
    });
    socket.on('error', () => {
      run.errors += 1;
      resolve();
    });
    send();
  });
}

function isWhole(received: string): boolean {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /content-length: (\d+)/i.exec(received)?.[1];
  return length !== undefined && received.length >= headEnd + 4 + Number(length);
}

process.on('message', (order: LoadOrder) => {
  void runLoad(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
