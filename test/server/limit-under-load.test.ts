/** A rate limit over HTTP: exactly the limit from four processes at once (testing.md, "limiter"). */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src-server/compose.ts';
import { scaled } from '../scale.ts';
import { openServerBench, postVerify, type ServerBench } from './server-bench.ts';

const YEAR_MS = 31_536_000_000;
const LIMIT = 150;

let bench: ServerBench;
let server: RunningServer;
beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
});
afterAll(() => bench.close());

async function attemptElsewhere(token: string): Promise<number> {
  const script = fileURLToPath(new URL('attempt-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, server.url, String(scaled(100))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(token);
  return Number(await text(child.stdout));
}

describe('rate limit under load', () => {
  it('admits exactly the limit from four processes, over the old secret and the new', async () => {
    const limits = [{ name: 'rate', limit: LIMIT, periodMs: YEAR_MS }];
    const first = await bench.issue({ limits });
    const second = await bench.rotate(first.key.id);
    const tokens = [first.token, second.token, first.token, second.token];
    const valid = await Promise.all(tokens.map(attemptElsewhere));
    expect(valid.reduce((sum, count) => sum + count, 0)).toBe(LIMIT);
  });

  it('says how long to wait, and admits then', async () => {
    const { token } = await bench.issue({ limits: [{ name: 'rate', limit: 7, periodMs: 60_000 }] });
    for (let call = 0; call < 7; call += 1) await postVerify(server, { token });
    const refused = await postVerify(server, { token });
    expect(refused).toMatchObject({ outcome: 'rate-limited', status: 429, retryAfterSeconds: 9 });
    bench.clock.step((refused.retryAfterSeconds ?? 0) * 1_000 - 1_000);
    expect((await postVerify(server, { token })).outcome).toBe('rate-limited');
    bench.clock.step(1_000);
    expect((await postVerify(server, { token })).outcome).toBe('valid');
  });

  it('counts a repeated request once', async () => {
    const { token } = await bench.issue({ limits: [{ name: 'rate', limit: 2, periodMs: 60_000 }] });
    for (let call = 0; call < 10; call += 1) {
      expect((await postVerify(server, { token, requestId: 'one' })).outcome).toBe('valid');
    }
    expect((await postVerify(server, { token, requestId: 'two' })).outcome).toBe('valid');
    expect((await postVerify(server, { token, requestId: 'three' })).outcome).toBe('rate-limited');
  });
});
