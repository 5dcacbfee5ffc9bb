/** Starting, announcing, refusing to start, and stopping. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStoreKeys } from '../../src-core/pepper/make-store-keys.ts';
import { newId, systemRandom } from '../../src-core/runtime/random.ts';
import { startServer } from '../../src-server/compose.ts';
import type { ServedStore } from '../../src-server/open-verifier.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { codeOfAsync } from '../code-of.ts';
import { sendRaw } from './raw-request.ts';
import {
  openServerBench,
  postRaw,
  postVerify,
  type ServerBench,
  serverToken,
} from './server-bench.ts';

let bench: ServerBench;
const foreign: Server[] = [];

beforeEach(async () => {
  bench = await openServerBench();
});
afterEach(async () => {
  for (const server of foreign.splice(0)) server.close();
  await bench.close();
});

/** Another program's listener; its port. */
function listenElsewhere(host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    foreign.push(server);
    server.on('error', reject);
    server.listen({ host, port, ipv6Only: true }, () => {
      resolve((server.address() as { port: number }).port);
    });
  });
}

type Embedded = Extract<ServedStore, { kind: 'embedded' }>;

describe('server life', () => {
  it('listens on both loopback addresses with one port, and on no other', async () => {
    const server = await bench.start();
    expect(server.urls).toEqual([`http://127.0.0.1:${server.port}`, `http://[::1]:${server.port}`]);
    const get = `GET /healthz HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(server.port, get, '127.0.0.1')).status).toBe(200);
    expect((await sendRaw(server.port, get, '::1')).status).toBe(200);
    expect((await sendRaw(server.port, get, '127.0.0.2')).status).toBe(null);
  });

  it('leaves a private server.json, and a header file that curl takes', async () => {
    const server = await bench.start();
    const facts = JSON.parse(readFileSync(server.serverFile, 'utf8')) as Record<string, unknown>;
    expect(facts).toMatchObject({
      v: 1,
      url: server.url,
      port: server.port,
      pid: process.pid,
      headerFile: server.headerFile,
    });
    expect(facts.token).toMatch(/^[0-9A-Za-z_-]{43}$/);
    for (const file of [server.serverFile, server.headerFile])
      expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(bench.dir, 'run')).mode & 0o777).toBe(0o700);
    const { stdout } = await promisify(execFile)('curl', [
      '-s',
      '-H',
      `@${server.headerFile}`,
      `${server.url}/openapi.json`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ openapi: '3.1.0' });
    await server.close();
    expect([existsSync(server.serverFile), existsSync(server.headerFile)]).toEqual([false, false]);
  });

  it('leaves the files of a server that started since', async () => {
    const first = await bench.start();
    writeFileSync(first.serverFile, '{"of":"another server"}');
    await first.close();
    expect(readFileSync(first.serverFile, 'utf8')).toBe('{"of":"another server"}');
  });

  it('makes a new token at every start', async () => {
    const first = await bench.start();
    const token = serverToken(first);
    await first.close();
    expect(serverToken(await bench.start())).not.toBe(token);
  });

  it('fails where the port is taken on either address, and tries no other', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const port = await listenElsewhere(host);
      expect([host, await codeOfAsync(() => startServer(bench.options({ port })))]).toEqual([
        host,
        'server/port-taken',
      ]);
    }
    const server = await bench.start();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('allows one server per store, also while the first one is busy', async () => {
    const server = await bench.start();
    expect(await codeOfAsync(() => startServer(bench.options()))).toBe('server/already-serving');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await server.close();
    await bench.start();
  });

  it('does not start without store, with foreign keys or where no pepper answers, and leaves nothing locked', async () => {
    const keysOf = (load: () => Promise<never>) => ({ place: 'keychain' as const, load });
    const hung = keysOf(() => Promise.reject(new KeywrightError('pepper/unavailable', 'no')));
    const others = makeStoreKeys(newId('sto', systemRandom), systemRandom);
    const start = (change: Partial<Embedded>) =>
      codeOfAsync(() => startServer(bench.options({ store: { ...here, ...change } })));
    const here = { kind: 'embedded', file: bench.storeFile, keys: bench.storeKeys } as const;
    expect(await start({ file: join(bench.dir, 'nowhere.db') })).toBe('store/not-found');
    expect(await start({ keys: hung })).toBe('pepper/unavailable');
    expect(await start({ keys: { place: 'file', load: async () => others } })).toBe(
      'pepper/mismatch',
    );
    await bench.start();
  });

  it('ends the running request before it closes', async () => {
    const server = await bench.start();
    const { token } = await bench.issue();
    const answers = Array.from({ length: 20 }, () => postVerify(server, { token }));
    await answers[0];
    const closed = server.close();
    const outcomes = await Promise.allSettled(answers);
    await closed;
    const answered = outcomes.filter((one) => one.status === 'fulfilled');
    expect(answered.every((one) => one.value.outcome === 'valid')).toBe(true);
    expect(answered.length).toBeGreaterThan(0);
    expect(await sendRaw(server.port, 'GET / HTTP/1.1\r\n\r\n')).toMatchObject({ status: null });
  });

  it('describes every route and every problem of /v1/verify in OpenAPI 3.1, with no schema to spare', async () => {
    const server = await bench.start();
    const response = await fetch(`${server.url}/openapi.json`, {
      headers: { authorization: `Bearer ${serverToken(server)}` },
    });
    const document = (await response.json()) as OpenapiDocument;
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/healthz',
      '/oauth2/introspect',
      '/openapi.json',
      '/v1/explain',
      '/v1/forward-auth',
      '/v1/verify',
    ]);
    const responses = document.paths['/v1/verify']?.post?.responses ?? {};
    expect(Object.keys(responses)).toEqual(VERIFY_ANSWERS);
    expect(Object.keys(document.paths['/v1/explain']?.post?.responses ?? {})).toEqual(
      VERIFY_ANSWERS,
    );
    expect(Object.keys(responses['503']?.content ?? {})).toEqual(['application/problem+json']);
    const text = JSON.stringify(document);
    for (const name of Object.keys(document.components.schemas)) {
      expect(text).toContain(`"#/components/schemas/${name}"`);
    }
  });

  it('describes every answer of every route, and says who may call it', async () => {
    const server = await bench.start();
    const response = await fetch(`${server.url}/openapi.json`, {
      headers: { authorization: `Bearer ${serverToken(server)}` },
    });
    const { paths } = (await response.json()) as OpenapiDocument;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((route) => ({ path, ...route })),
    );
    const described = routes.flatMap(({ path, responses }) =>
      Object.entries(responses).map(([status, { description }]) => [path, status, description]),
    );
    expect(described.length).toBeGreaterThan(20);
    const bare = described.filter(([, , text]) => text === '' || text === 'Default Response');
    expect(bare).toEqual([]);
    const open = routes.filter(({ security }) => security === undefined).map(({ path }) => path);
    expect([...new Set(open)].toSorted()).toEqual(['/healthz', '/v1/forward-auth', '/v1/verify']);
    const introspection = paths['/oauth2/introspect']?.post;
    expect(Object.keys(introspection?.requestBody?.content ?? {})).toEqual([
      'application/x-www-form-urlencoded',
    ]);
    expect(Object.keys(introspection?.responses ?? {})).toEqual(VERIFY_ANSWERS);
  });

  it('answers an error of its own with a problem that says nothing of it, and logs it', async () => {
    const clock = { ...bench.clock, nowMs: throwAfterStart() };
    const failing = await bench.start({ clock });
    const { token } = await bench.issue();
    const response = await postRaw(failing, JSON.stringify({ token }));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('internal/bug');
    expect(text).not.toContain('kaputt');
    expect(bench.logLines.join('')).toContain('kaputt');
  });
});

/** A clock that works while the server starts, and then fails. */
function throwAfterStart(): () => number {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls > 1) throw new TypeError('kaputt');
    return 0;
  };
}

const VERIFY_ANSWERS = ['200', '400', '401', '403', '413', '415', '500', '503'];

interface OpenapiRoute {
  readonly security?: object;
  readonly requestBody?: { readonly content: object };
  readonly responses: Record<string, { readonly description: string; readonly content?: object }>;
}

interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, OpenapiRoute>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}
