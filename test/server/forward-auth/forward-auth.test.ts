/** `/v1/forward-auth` asked as gateways ask it, and as those who are none. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SecretText } from '../../../src-core/secret/secret-bytes.ts';
import type { RunningServer } from '../../../src-server/compose.ts';
import { sendRaw } from '../raw-request.ts';
import { type Header, write } from '../raw-shape.ts';
import { openServerBench, type ServerBench } from '../server-bench.ts';

const PROXY = 'p'.repeat(43);
const OF_GATEWAY: Header = ['X-Keywright-Proxy-Token', PROXY];

let bench: ServerBench;
let server: RunningServer;
let token: string;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start({ proxyToken: new SecretText(PROXY) });
  token = (await bench.issue()).token;
});
afterAll(() => bench.close());

interface Ask {
  readonly query?: string;
  readonly headers?: readonly Header[];
  readonly method?: string;
  readonly body?: string;
}

function ask({ query = '', headers = [], method = 'GET', body = '' }: Ask) {
  const all: Header[] = [['Host', `127.0.0.1:${server.port}`], ...headers];
  if (body !== '') all.push(['Content-Length', String(body.length)]);
  return sendRaw(
    server.port,
    write({ method, target: `/v1/forward-auth${query}`, headers: all, body }),
  );
}

const key = (): Header => ['Authorization', `Bearer ${token}`];

async function codeOf(question: Ask): Promise<[number | null, string]> {
  const { status, body } = await ask(question);
  return [status, (JSON.parse(body) as { code: string }).code];
}

describe('/v1/forward-auth', () => {
  it('tells a service who calls, in values that are safe in headers', async () => {
    await bench.store.createRole(
      { id: 'rol_0000000000000000000000' as never, name: 'reader', permissions: ['a.b'] },
      {
        actor: 'local:test',
        via: 'cli',
        reason: null,
      },
    );
    const issued = await bench.issue({
      roles: ['reader'],
      limits: [{ name: 'burst', limit: 5, periodMs: 10_000 }],
    });
    const { status, headers, body } = await ask({
      headers: [['X-API-Key', issued.token]],
      query: '?api=acme&environment=live&permission=invoices.read&permission=a.b',
    });
    expect([status, body]).toEqual([200, '']);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-keywright-key-id': issued.key.id,
      'x-keywright-version-id': issued.token.split('_')[2],
      'x-keywright-owner': 'team:payments',
      'x-keywright-api': 'acme',
      'x-keywright-environment': 'live',
      'x-keywright-roles': 'reader',
      ratelimit: '"burst";r=4;t=2',
      'ratelimit-policy': '"burst";q=5',
      'cache-control': 'no-store',
    });
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'takes %s, and reads no body',
    async (method) => {
      const body = method === 'GET' || method === 'HEAD' ? '' : 'x'.repeat(20_000);
      expect((await ask({ method, headers: [key()], body })).status).toBe(200);
    },
  );

  it('refuses a question with a typing error: it must open nothing', async () => {
    const queries = [
      '?permissions=a.b',
      '?apis=acme',
      '?api=a&api=b',
      '?mode=caddy',
      '?api=',
      '?environment=',
      '?x',
    ];
    for (const query of queries) {
      expect([query, await codeOf({ query, headers: [key()] })]).toEqual([
        query,
        [400, 'request/malformed'],
      ]);
    }
    expect(await codeOf({ query: '?permission=A', headers: [key()] })).toEqual([
      400,
      'usage/invalid-permission',
    ]);
  });

  it('an untrusted peer says nothing of the original request: no spoofed header changes a byte of the answer', async () => {
    const names = ['For', 'Host', 'Method', 'Uri', 'Proto', 'Port', 'Prefix', 'Server'];
    const values = [
      '127.0.0.1',
      '::ffff:127.0.0.1',
      'a',
      '/',
      `/?k=${token}`,
      'x'.repeat(4_000),
      '',
      'evil.example',
      '"',
    ];
    const bytes = new Set<string>();
    const bare = (text: string): string =>
      text.replace(/^(date|x-keywright-decision-id): .*\r\n/gim, '');
    for (const name of names) {
      for (const value of values) {
        for (const header of [`X-Forwarded-${name}`, `X-Original-${name}`, `X-Real-${name}`]) {
          bytes.add(bare((await ask({ headers: [key(), [header, value]] })).text));
        }
      }
    }
    bytes.add(bare((await ask({ headers: [key()] })).text));
    expect(bytes.size).toBe(1);
    const believed = await ask({
      headers: [key(), OF_GATEWAY, ['X-Forwarded-Uri', `/?k=${token}`]],
    });
    expect(believed.status).toBe(400);
  });

  it('believes a gateway only with the right token, once', async () => {
    for (const wrong of ['', 'x', `${PROXY.slice(1)}q`, `${PROXY}p`, `Bearer ${PROXY}`]) {
      const headers: Header[] = [key(), ['X-Keywright-Proxy-Token', wrong]];
      expect(await codeOf({ headers })).toEqual([403, 'request/proxy-refused']);
    }
    expect(await codeOf({ headers: [key(), OF_GATEWAY, OF_GATEWAY] })).toEqual([
      400,
      'request/malformed',
    ]);
    const twice: Header[] = [
      ['X-Forwarded-Uri', '/a'],
      ['X-Forwarded-Uri', '/b'],
    ];
    expect(await codeOf({ headers: [key(), OF_GATEWAY, ...twice] })).toEqual([
      400,
      'request/malformed',
    ]);
  });

  it('takes the headers of a web page from a gateway, on this route alone', async () => {
    const page: Header[] = [
      ['Origin', 'https://app.example'],
      ['Sec-Fetch-Site', 'cross-site'],
    ];
    expect((await ask({ headers: [key(), OF_GATEWAY, ...page] })).status).toBe(200);
    expect(await codeOf({ headers: [key(), ...page] })).toEqual([403, 'request/origin-refused']);
    expect((await ask({ method: 'OPTIONS', headers: [key(), OF_GATEWAY] })).status).toBe(403);
    const elsewhere = write({
      method: 'GET',
      target: '/healthz',
      headers: [['Host', `127.0.0.1:${server.port}`], OF_GATEWAY, ...page],
    });
    expect((await sendRaw(server.port, elsewhere)).status).toBe(403);
  });

  it('mode=nginx: says in a header what a 403 stands for, also where no route was reached', async () => {
    const limited = await bench.issue({ limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }] });
    const spent: Header = ['X-API-Key', limited.token];
    await ask({ headers: [spent] });
    const questions: [number, string, string | undefined, Ask][] = [
      [200, 'good', undefined, { headers: [key()] }],
      [401, 'no key', undefined, {}],
      [403, 'spent', '429', { headers: [spent] }],
      [403, 'both headers', '400', { headers: [key(), spent] }],
      [403, 'a header twice, refused by the gate', '400', { headers: [key(), key()] }],
      [403, 'a missing permission', '403', { headers: [key()], query: '&permission=x.y' }],
    ];
    for (const [status, what, stands, { headers = [], query = '' }] of questions) {
      const answer = await ask({ headers, query: `?mode=nginx${query}` });
      expect([what, answer.status, answer.headers.get('x-keywright-status')]).toEqual([
        what,
        status,
        stands,
      ]);
    }
    expect((await ask({ headers: [spent], query: '?mode=nginx' })).headers.get('retry-after')).toBe(
      '60',
    );
    expect((await ask({ headers: [spent] })).status).toBe(429);
  });

  it('stands once in the OpenAPI document, with everything it answers', async () => {
    const { token: shown } = JSON.parse(readFileSync(server.serverFile, 'utf8')) as {
      token: string;
    };
    const response = await fetch(`${server.url}/openapi.json`, {
      headers: { authorization: `Bearer ${shown}` },
    });
    const { paths } = (await response.json()) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    const operations = paths['/v1/forward-auth'] ?? {};
    expect(Object.keys(operations)).toEqual(['get']);
    const statuses = ['200', '400', '401', '403', '429', '503'];
    expect(Object.keys(operations.get?.responses ?? {})).toEqual(statuses);
  });

  it('writes no key and no proxy token into the log', () => {
    const log = bench.logLines.join('');
    expect([log.includes(token), log.includes(PROXY)]).toEqual([false, false]);
  });

  it('with --require-token answers only gateways', async () => {
    await server.close();
    server = await bench.start({ requireToken: true, proxyToken: new SecretText(PROXY) });
    expect(await codeOf({ headers: [key()] })).toEqual([403, 'request/proxy-refused']);
    expect((await ask({ headers: [key(), OF_GATEWAY] })).status).toBe(200);
  });

  it('of a server without a proxy token, believes nobody', async () => {
    await server.close();
    server = await bench.start();
    expect(await codeOf({ headers: [key(), OF_GATEWAY] })).toEqual([403, 'request/proxy-refused']);
    expect((await ask({ headers: [key()] })).status).toBe(200);
  });
});
