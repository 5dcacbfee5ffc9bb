/** `POST /v1/verify` over HTTP, on the real store. */
import { renameSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHourlyUse } from '../../src-core/usage/read-usage.ts';
import type { RunningServer } from '../../src-server/compose.ts';
import { verifyAnswerSchema } from '../../src-shared/contract/verify.ts';
import { forgedTokens, malformedTokens } from '../core/verify/forged-tokens.ts';
import { CTX } from '../core/verify/verify-bench.ts';
import {
  openServerBench,
  postRaw,
  postVerify,
  type ServerBench,
  serverToken,
} from './server-bench.ts';

let bench: ServerBench;
let server: RunningServer;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
});
afterAll(() => bench.close());

async function bodyAndHeaders(token: string): Promise<string> {
  const response = await postRaw(server, JSON.stringify({ token }));
  const { decisionId: _id, ...answer } = (await response.json()) as { decisionId: string };
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return JSON.stringify([response.status, headers, answer]);
}

describe('POST /v1/verify', () => {
  it('answers as the contract says, and never more', async () => {
    const { token, key } = await bench.issue({
      limits: [{ name: 'rate', limit: 5, periodMs: 60_000 }],
    });
    const answer = await postVerify(server, { token, permissions: ['invoices.read'], api: 'acme' });
    expect(verifyAnswerSchema.parse(answer)).toMatchObject({ outcome: 'valid', keyId: key.id });
  });

  it('answers 200 with the outcome for every malformed token', async () => {
    const { token } = await bench.issue();
    for (const [name, text] of Object.entries(malformedTokens(token))) {
      const response = await postRaw(server, JSON.stringify({ token: text }));
      const isTooLarge = text.length > 16_000;
      expect([name, response.status]).toEqual([name, isTooLarge ? 413 : 200]);
      if (!isTooLarge)
        expect(await response.json()).toMatchObject({ outcome: 'malformed', status: 401 });
    }
  });

  it('no oracle: answers unknown ids and wrong secrets byte for byte alike', async () => {
    const [mine, theirs] = [await bench.issue(), await bench.issue()];
    const answers = new Set<string>();
    for (const forged of Object.values(forgedTokens(mine.token, theirs.token))) {
      answers.add(await bodyAndHeaders(forged));
    }
    await bench.store.revokeKey(mine.key.id, { code: 'other', note: null }, CTX);
    for (const forged of Object.values(forgedTokens(mine.token, theirs.token))) {
      answers.add(await bodyAndHeaders(forged));
    }
    expect(answers.size).toBe(1);
    expect(await bodyAndHeaders(mine.token)).not.toBe([...answers][0]);
  });

  it('gives no part of a secret back, wherever in the body the key was put', async () => {
    const { token } = await bench.issue();
    const misplaced = [
      { token: 'x', api: token },
      { token: 'x', permissions: token },
      { token: 'x', permissions: { all: [token] } },
      { token: 'x', environment: token },
      { token: 'x', requestId: token.repeat(3) },
      { token: 'x', cost: token },
      { token: 'x', [token]: 1 },
      { token: [token] },
      [token],
      token,
    ].map((body) => JSON.stringify(body));
    const secret = token.slice(token.lastIndexOf('_') + 1);
    for (const body of [...misplaced, `{"token":"${token}`, `{${token}}`, `token=${token}`]) {
      const text = await (await postRaw(server, body)).text();
      expect(text.includes(secret.slice(0, 8))).toBe(false);
    }
    expect(bench.logLines.join('').includes(secret.slice(0, 8))).toBe(false);
  });

  it('refuses invalid UTF-8', async () => {
    const body = Uint8Array.from([...Buffer.from('{"token":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    expect((await postRaw(server, body)).status).toBe(400);
  });

  it('records the use of known keys', async () => {
    const { token, key } = await bench.issue();
    const own = await bench.start({ usageFile: `${bench.dir}/other-usage.db` }).catch(() => null);
    expect(own).toBe(null);
    await postVerify(server, { token });
    await postVerify(server, { token, api: 'other' });
    await server.close();
    const counted = readHourlyUse(`${bench.dir}/usage.db`, key.id);
    expect(counted.map(({ outcome, calls }) => [outcome, calls])).toEqual([
      ['valid', 1],
      ['wrong-api', 1],
    ]);
    server = await bench.start();
  });

  it('answers 503 with Retry-After while the store is away, never an outcome, and recovers by itself', async () => {
    const { token } = await bench.issue();
    expect((await postVerify(server, { token })).outcome).toBe('valid');
    renameSync(bench.storeFile, `${bench.storeFile}.away`);
    const away = await postRaw(server, JSON.stringify({ token }));
    renameSync(`${bench.storeFile}.away`, bench.storeFile);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await away.json()).toMatchObject({
      type: 'urn:keywright:error:store:unavailable',
      code: 'store/unavailable',
      status: 503,
    });
    expect((await postVerify(server, { token })).outcome).toBe('valid');
  });

  it('with --require-token answers only those who show the server token; health stays open', async () => {
    await server.close();
    server = await bench.start({ requireToken: true });
    const { token } = await bench.issue();
    const body = JSON.stringify({ token });
    const bare = await postRaw(server, body);
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="keywright"',
    ]);
    const shown = await postRaw(server, body, { authorization: `Bearer ${serverToken(server)}` });
    expect(await shown.json()).toMatchObject({ outcome: 'valid' });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});
