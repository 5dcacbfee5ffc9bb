/** `POST /oauth2/introspect`: RFC 7662 over HTTP, asked by a standard client library and by hand. */
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHourlyUse } from '../../src-core/usage/read-usage.ts';
import type { RunningServer } from '../../src-server/compose.ts';
import { introspectionAnswerSchema } from '../../src-shared/contract/introspection.ts';
import { forgedTokens } from '../core/verify/forged-tokens.ts';
import { at, CTX, HOUR_MS, T0 } from '../core/verify/verify-bench.ts';
import { openServerBench, postVerify, type ServerBench, serverToken } from './server-bench.ts';

let bench: ServerBench;
let server: RunningServer;

beforeAll(async () => {
  bench = await openServerBench();
  server = await bench.start({ environments: ['live'] });
});
afterAll(() => bench.close());

async function introspect(token: string, secret = serverToken(server)) {
  const as = { issuer: server.url, introspection_endpoint: `${server.url}/oauth2/introspect` };
  const client = { client_id: 'orders-service' };
  const response = await oauth.introspectionRequest(
    as,
    client,
    oauth.ClientSecretBasic(secret),
    token,
    { [oauth.allowInsecureRequests]: true },
  );
  return oauth.processIntrospectionResponse(as, client, response);
}

function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/oauth2/introspect`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Bearer ${serverToken(server)}`,
      ...headers,
    },
    body,
  });
}

describe('POST /oauth2/introspect', () => {
  it('answers a standard client with what the key is and may do', async () => {
    const { token, key, versionId } = await bench.issue({
      permissions: ['invoices.*', 'billing.read@eu'],
      expires: at(T0 + HOUR_MS + 999),
    });
    const answer = await introspect(token);
    expect(introspectionAnswerSchema.parse(answer)).toEqual({
      active: true,
      scope: 'invoices.* billing.read@eu',
      client_id: key.id,
      sub: 'team:payments',
      aud: 'acme',
      jti: versionId,
      token_type: 'Bearer',
      environment: 'live',
      iat: T0 / 1_000,
      exp: T0 / 1_000 + 3_600,
    });
  });

  it('ends a retiring secret at the end of its grace, and leaves out what does not hold', async () => {
    const old = await bench.issue({ permissions: [] });
    await bench.rotate(old.key.id, { graceMs: HOUR_MS });
    const answer = await introspect(old.token);
    expect([answer.active, answer.exp, 'scope' in answer, 'nbf' in answer]).toEqual([
      true,
      T0 / 1_000 + 3_600,
      false,
      false,
    ]);
  });

  it('says active:false and nothing else of every other token', async () => {
    const [mine, theirs, revoked, disabled] = [
      await bench.issue(),
      await bench.issue(),
      await bench.issue(),
      await bench.issue(),
    ];
    await bench.store.revokeKey(revoked.key.id, { code: 'other', note: null }, CTX);
    await bench.store.setKeyDisabled(disabled.key.id, true, CTX);
    const early = await bench.issue({ notBefore: at(T0 + 900 * HOUR_MS) });
    const test = await bench.issue({ environment: 'test' });
    const leaked = await bench.issue();
    await bench.rotate(leaked.key.id, { isLeaked: true });
    const inactive = [
      ...[revoked, disabled, early, test, leaked].map(({ token }) => token),
      ...Object.values(forgedTokens(mine.token, theirs.token)),
      'nonsense',
    ];
    const answers = new Set<string>();
    for (const token of inactive) {
      answers.add(await (await post(new URLSearchParams({ token }).toString())).text());
    }
    expect([...answers]).toEqual(['{"active":false}']);
    expect((await introspect(mine.token)).active).toBe(true);
  });

  it('takes nothing from the limits, and counts as a use of the key', async () => {
    const limits = [{ name: 'rate', limit: 1, periodMs: 60_000 }];
    const { token, key } = await bench.issue({ limits });
    for (let count = 0; count < 3; count += 1) expect((await introspect(token)).active).toBe(true);
    expect((await postVerify(server, { token })).outcome).toBe('valid');
    expect((await postVerify(server, { token })).outcome).toBe('rate-limited');
    expect((await introspect(token)).active).toBe(true);
    await server.close();
    const counted = readHourlyUse(`${bench.dir}/usage.db`, key.id);
    expect(counted.find(({ outcome }) => outcome === 'valid')?.calls).toBe(5);
    server = await bench.start({ environments: ['live'] });
  });

  it('refuses a client with another secret, as the library understands it', async () => {
    const { token } = await bench.issue();
    const refused = await introspect(token, 'another').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
    expect((refused as oauth.WWWAuthenticateChallengeError).cause[0]?.scheme).toBe('basic');
  });

  it.each([
    ['no credentials', '', 'Basic realm="keywright", Bearer realm="keywright"'],
    ['a wrong bearer token', 'Bearer x', 'Bearer realm="keywright", error="invalid_token"'],
    ['Basic without a colon', `Basic ${btoa('x')}`, 'Basic realm="keywright"'],
    ['Basic that is no base64', 'Basic ::', 'Basic realm="keywright"'],
    ['Basic that is not form-encoded', `Basic ${btoa('a:%zz')}`, 'Basic realm="keywright"'],
  ])('answers invalid_client to %s', async (_what, authorization, challenge) => {
    const response = await post('token=x', { authorization });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, challenge]);
    expect(await response.json()).toMatchObject({
      error: 'invalid_client',
      code: 'request/token-required',
    });
  });

  it.each([
    ['no token', 'other=x', {}, 400],
    ['an empty token', 'token=', {}, 400],
    ['two tokens', 'token=a&token=b', {}, 400],
    ['no body', '', {}, 400],
    ['bytes that are no UTF-8', Uint8Array.from([0x74, 0xff]), {}, 400],
    ['JSON', '{"token":"x"}', { 'content-type': 'application/json' }, 415],
    ['a body over 16 KiB', `token=${'x'.repeat(17_000)}`, {}, 413],
  ])('answers invalid_request to %s', async (...[, body, headers, status]) => {
    const response = await post(body, headers);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/json; charset=utf-8',
    ]);
    const { error, error_description: words } = (await response.json()) as Record<string, string>;
    expect(error).toBe('invalid_request');
    expect(words).toMatch(/^[\x20\x21\x23-\x5B\x5D-\x7E]+$/);
  });

  it('takes no key in the URL, and no call of a web page', async () => {
    const { token } = await bench.issue();
    const inUrl = await fetch(`${server.url}/oauth2/introspect?token=${token}`, { method: 'POST' });
    expect(inUrl.status).toBe(400);
    const basic = `Basic ${btoa(`a:${serverToken(server)}`)}`;
    const page = { authorization: basic, origin: 'https://evil.example' };
    expect((await post(`token=${token}`, page)).status).toBe(403);
  });

  it('leaves the other routes to JSON', async () => {
    const response = await fetch(`${server.url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'token=x',
    });
    expect(response.status).toBe(415);
  });
});
