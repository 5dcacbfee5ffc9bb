/** The shortcut of `POST /v1/verify` against the framework's route, which is reached by the same path with an empty query. */
import { renameSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src-core/runtime/random.ts';
import type { RunningServer } from '../../src-server/compose.ts';
import type { RequestHead } from '../../src-server/request-head.ts';
import { createServerToken } from '../../src-server/server-token.ts';
import { createVerifyShortcut } from '../../src-server/verify-shortcut.ts';
import { forgedTokens, malformedTokens } from '../core/verify/forged-tokens.ts';
import { sendRaw } from './raw-request.ts';
import { openServerBench, type ServerBench } from './server-bench.ts';

let bench: ServerBench;
let server: RunningServer;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start();
});
afterAll(() => bench.close());

interface Sent {
  readonly body: string;
  readonly type?: string;
}

function requestBytes(target: string, { body, type = 'application/json' }: Sent): Buffer {
  const bytes = Buffer.from(body);
  const head = [
    `POST ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    `Content-Type: ${type}`,
    `Content-Length: ${bytes.length}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]);
}

/** All bytes of the answer but what differs from call to call. */
async function answerBytes(target: string, sent: Sent): Promise<string> {
  const { text } = await sendRaw(server.port, requestBytes(target, sent));
  return text.replace(/"dec_\w{22}"/, '"dec_"').replace(/\r\nDate: [^\r]+/, '\r\nDate: -');
}

async function bodies(): Promise<Sent[]> {
  const [mine, theirs] = [await bench.issue(), await bench.issue({ name: 'Überweisung €' })];
  const tokens = [
    mine.token,
    theirs.token,
    ...Object.values(forgedTokens(mine.token, theirs.token)),
    ...Object.values(malformedTokens(mine.token)),
  ];
  const { token } = mine;
  const requests = [
    { token, api: 'acme', environment: 'live', permissions: ['invoices.read'] },
    { token, permissions: { any: ['invoices.write', 'invoices.admin'] } },
    { token, permissions: 'no permission!' },
    { token, permissions: null },
    { token, api: 'other' },
    { token, api: '' },
    { token, cost: 0 },
    { token, cost: '1' },
    { token, unknown: 1 },
    { token: null },
    {},
    [],
    null,
    1,
    'x',
  ];
  const texts = [
    '{"token":"a","__proto__":{"api":"x"}}',
    '{"token":"a","constructor":1}',
    '{"token":"a',
    '{"token":"a"}{}',
    '\uFEFF{"token":"a"}',
    '  {"token":"\\u0061"}  ',
    '\0',
    '',
    `{"token":"${'a'.repeat(16_384 - 12)}"}`,
    `{"token":"${'a'.repeat(16_384 - 11)}"}`,
  ];
  const types = ['application/json;charset=utf-8', 'application/json; charset=utf-16', 'text/json'];
  return [
    ...[...tokens.map((one) => ({ token: one })), ...requests].map((one) => ({
      body: JSON.stringify(one),
    })),
    ...texts.map((body) => ({ body })),
    ...types.map((type) => ({ type, body: JSON.stringify({ token }) })),
  ];
}

describe('shortcut of POST /v1/verify', () => {
  it('answers each body in the same bytes as the route behind it', async () => {
    const statuses = new Set<string>();
    for (const sent of await bodies()) {
      const short = await answerBytes('/v1/verify', sent);
      expect(short).toBe(await answerBytes('/v1/verify?', sent));
      statuses.add(short.slice(9, 12));
    }
    expect([...statuses].toSorted()).toEqual(['200', '400', '413', '415']);
  });

  it('control: the comparison tells a closing answer, another field and another header apart', async () => {
    const sent = { body: JSON.stringify({ token: 'x' }) };
    const usual = await answerBytes('/v1/verify', sent);
    expect(usual).toMatch(/^HTTP\/1\.1 200 /);
    expect(await answerBytes('/v1/verify', { body: '{' })).not.toBe(
      await answerBytes('/v1/verify', { body: '[]' }),
    );
    for (const part of ['keep-alive', 'referrer-policy: no-referrer\r\n', '"malformed"']) {
      expect(usual).toContain(part);
      expect(usual.replace(part, '')).not.toBe(await answerBytes('/v1/verify?', sent));
    }
  });

  it('answers 503 in the same bytes while the verifier cannot ask', async () => {
    const { token } = await bench.issue();
    const sent = { body: JSON.stringify({ token }) };
    renameSync(bench.storeFile, `${bench.storeFile}.away`);
    const answers = [await answerBytes('/v1/verify', sent), await answerBytes('/v1/verify?', sent)];
    renameSync(`${bench.storeFile}.away`, bench.storeFile);
    expect(answers[0]).toMatch(/^HTTP\/1\.1 503 /);
    expect(answers[0]).toBe(answers[1]);
  });
});

describe('which requests take the shortcut', () => {
  const token = createServerToken(systemRandom);
  const plain = { 'content-type': 'application/json', 'content-length': '15' };

  function isTaken(
    headers: Record<string, string>,
    { method = 'POST', url = '/v1/verify', isTokenRequired = false } = {},
  ): boolean {
    const request = new IncomingMessage(new Socket());
    request.url = url;
    const shortcut = createVerifyShortcut({
      verifier: { verify: () => Promise.reject(new Error('not asked')) },
      share: (work) => work(),
      token,
      isTokenRequired,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    const head: RequestHead = {
      method,
      target: url,
      httpVersion: '1.1',
      headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
    };
    return shortcut(request, new ServerResponse(request), head);
  }

  const ignore = (): void => undefined;

  it('takes JSON of a known length within the limit', () => {
    expect(isTaken(plain)).toBe(true);
    expect(isTaken({ ...plain, 'content-length': '16384' })).toBe(true);
    expect(isTaken({ ...plain, 'content-type': 'application/json; charset=UTF-8' })).toBe(true);
  });

  it('leaves everything else to the route', () => {
    expect(isTaken(plain, { method: 'PUT' })).toBe(false);
    expect(isTaken(plain, { url: '/v1/verify/' })).toBe(false);
    expect(isTaken({ 'content-type': 'application/json' })).toBe(false);
    expect(isTaken({ 'content-length': '15' })).toBe(false);
    expect(isTaken({ ...plain, 'content-length': '0' })).toBe(false);
    expect(isTaken({ ...plain, 'content-length': '16385' })).toBe(false);
    expect(isTaken({ ...plain, 'content-type': 'text/plain' })).toBe(false);
  });

  it('where the server token is needed, takes only requests that show it', () => {
    const shown = { ...plain, authorization: `Bearer ${token.text.expose()}` };
    expect(isTaken(shown, { isTokenRequired: true })).toBe(true);
    expect(isTaken(plain, { isTokenRequired: true })).toBe(false);
    expect(isTaken({ ...plain, authorization: 'Bearer x' }, { isTokenRequired: true })).toBe(false);
  });
});
