/** `POST /v1/explain` over HTTP, on the real store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHourlyUse } from '../../src-core/usage/read-usage.ts';
import type { RunningServer } from '../../src-server/compose.ts';
import { explainAnswerSchema } from '../../src-shared/contract/explain.ts';
import { openServerBench, postVerify, type ServerBench, serverToken } from './server-bench.ts';

let bench: ServerBench;
let server: RunningServer;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
});
afterAll(() => bench.close());

function post(body: unknown, bearer: string | null = serverToken(server)): Promise<Response> {
  const authorization: Record<string, string> =
    bearer === null ? {} : { authorization: `Bearer ${bearer}` };
  return fetch(`${server.url}/v1/explain`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  });
}

describe('POST /v1/explain', () => {
  it('looks at the counters of the server without taking from them, and records no use', async () => {
    const limits = [{ name: 'rate', limit: 2, periodMs: 60_000 }];
    const { token, key } = await bench.issue({ limits });
    for (let count = 0; count < 5; count += 1) {
      const answer = explainAnswerSchema.parse(await (await post({ token })).json());
      expect(answer.limits).toMatchObject([{ name: 'rate', limit: 2, remaining: 1 }]);
    }
    const spent = [];
    for (let count = 0; count < 3; count += 1)
      spent.push((await postVerify(server, { token })).outcome);
    expect(spent).toEqual(['valid', 'valid', 'rate-limited']);
    const refused = explainAnswerSchema.parse(await (await post({ token })).json());
    expect(refused.outcome).toBe('rate-limited');
    await server.close();
    const counted = readHourlyUse(`${bench.dir}/usage.db`, key.id);
    expect(counted.map(({ outcome, calls }) => [outcome, calls]).toSorted()).toEqual([
      ['rate-limited', 1],
      ['valid', 2],
    ]);
    server = await bench.start();
  });

  it('is refused without the server token, or with the key in its place', async () => {
    const { token } = await bench.issue();
    expect([(await post({ token }, null)).status, (await post({ token }, token)).status]).toEqual([
      401, 401,
    ]);
  });

  it('refuses what verify refuses, with the same problem', async () => {
    for (const body of [
      {},
      { token: 1 },
      { token: 'x', other: 1 },
      { token: 'x', permissions: 'A' },
    ]) {
      const refused = await post(body);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });
});
