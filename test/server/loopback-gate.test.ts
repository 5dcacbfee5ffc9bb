/** N18: what a web page, a rebound name or a second reader of the bytes could try, as raw requests over a socket. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src-server/compose.ts';
import { loopbackCases } from './loopback-cases.ts';
import { type RawResponse, sendRaw } from './raw-request.ts';
import type { RawCase } from './raw-shape.ts';
import { openServerBench, type ServerBench, serverToken } from './server-bench.ts';

let bench: ServerBench;
let server: RunningServer;
let token: string;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
  ({ token } = await bench.issue());
});
afterAll(() => bench.close());

interface Ran {
  readonly sent: RawCase;
  readonly got: RawResponse;
}

async function runAll(port: number, cases: readonly RawCase[], host?: string): Promise<Ran[]> {
  const ran: Ran[] = [];
  const queue = [...cases];
  const worker = async (): Promise<void> => {
    for (let sent = queue.shift(); sent !== undefined; sent = queue.shift()) {
      ran.push({ sent, got: await sendRaw(port, sent.bytes, host) });
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return ran;
}

/** What is wrong with the answer; null where nothing is. */
function faultOf({ sent, got }: Ran): string | null {
  if (got.status !== sent.status) return `${sent.name}: ${got.status} instead of ${sent.status}`;
  if (got.count !== 1) return `${sent.name}: ${got.count} responses`;
  const names = [...got.headers.keys()];
  if (names.some((name) => name.startsWith('access-control-'))) return `${sent.name}: CORS header`;
  if (names.includes('server') || names.includes('x-powered-by')) return `${sent.name}: banner`;
  if (got.headers.get('cache-control') !== 'no-store') return `${sent.name}: may be stored`;
  return got.status >= 400 ? problemFaultOf(sent, got) : null;
}

function problemFaultOf(sent: RawCase, got: RawResponse): string | null {
  if (got.headers.get('content-type') !== 'application/problem+json; charset=utf-8') {
    return `${sent.name}: ${got.headers.get('content-type')}`;
  }
  if (sent.bytes.startsWith('HEAD')) return null;
  const problem = JSON.parse(got.body) as Record<string, unknown>;
  const isWhole =
    problem.status === got.status &&
    typeof problem.code === 'string' &&
    problem.type === `urn:keywright:error:${problem.code.replace('/', ':')}` &&
    typeof problem.title === 'string' &&
    typeof problem.detail === 'string';
  return isWhole ? null : `${sent.name}: ${got.body}`;
}

const cases = (port: number): RawCase[] =>
  loopbackCases({ port, token, serverToken: serverToken(server) });

describe('loopback gate', () => {
  it('answers at least 300 raw requests each with its one status, as a problem where refused', async () => {
    const ran = await runAll(server.port, cases(server.port));
    expect(ran.length).toBeGreaterThanOrEqual(300);
    expect(ran.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
    process.stdout.write(`loopback: ${ran.length} raw requests\n`);
  });

  it('answers the same on ::1', async () => {
    const ran = await runAll(server.port, cases(server.port), '::1');
    expect(ran.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });

  it('never lets the key or the server token into an answer or the log', () => {
    const secrets = [token.slice(token.lastIndexOf('_') + 1), serverToken(server)];
    const log = bench.logLines.join('');
    for (const secret of secrets) expect(log.includes(secret)).toBe(false);
  });

  it("control: Node's own server lets many of them through", async () => {
    const plain = await startPlainServer();
    const { port } = plain.address() as AddressInfo;
    const ran = await runAll(port, cases(port));
    plain.close();
    const passed = ran.filter(({ sent, got }) => sent.status !== 200 && got.status === 200);
    const names = passed.map(({ sent }) => sent.name).join('\n');
    expect(names).toContain('health: HTTP/1.0 without Host');
    expect(names).toContain('health: two Hosts');
    expect(names).toContain('health: Host "evil.example"');
    expect(names).toContain('health: target http://evil.example/healthz');
    expect(names).toContain('verify: Origin: http://evil.example');
    expect(names).toContain('duplicate: two schemes');
    expect(names).toContain('verify: preflight');
    expect(passed.length).toBeGreaterThan(100);
  });
});

function startPlainServer(): Promise<Server> {
  return new Promise((resolve) => {
    const plain = createServer((request, response) => {
      request.resume();
      response.end('{}');
    });
    plain.listen(0, '127.0.0.1', () => resolve(plain));
  });
}
