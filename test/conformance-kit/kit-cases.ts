/** The conformance kit: what any verifier behind any gateway has to answer. One list for all targets. */
import { type Header, type Shape, sized } from '../server/raw-shape.ts';
import type { KitKeys } from './kit-keys.ts';
import type { KitAnswer } from './kit-target.ts';

export interface KitCase {
  readonly name: string;
  readonly shape: Shape;
  readonly status: 200 | 400 | 401 | 403;
  /** What else is wrong with the answer; null: nothing. */
  readonly fault?: (answer: KitAnswer) => string | null;
}

type Fault = NonNullable<KitCase['fault']>;

const bearer = (token: string): Header => ['Authorization', `Bearer ${token}`];
const get = (...headers: Header[]): Shape => ({ method: 'GET', target: '/invoices/7', headers });
const to = (target: string, ...headers: Header[]): Shape => ({ method: 'GET', target, headers });

export function kitCases(keys: KitKeys): KitCase[] {
  return [
    ...credentialCases(keys),
    ...refusalCases(keys),
    ...requestCases(keys),
    ...spoofingCases(keys),
  ];
}

function credentialCases({ good, wide, retiring, renewed, goodId }: KitKeys): KitCase[] {
  const keyless = challenge('Bearer realm="keywright"');
  const known = identity({ 'x-keywright-key-id': goodId, 'x-keywright-owner': 'team:payments' });
  return [
    { name: 'Bearer', shape: get(bearer(good)), status: 200, fault: known },
    { name: 'X-API-Key', shape: get(['X-API-Key', good]), status: 200, fault: known },
    { name: 'bearer in lower case', shape: get(['authorization', `bearer ${good}`]), status: 200 },
    { name: 'header name in capitals', shape: get(['X-API-KEY', good]), status: 200 },
    { name: 'a wildcard grant', shape: get(bearer(wide)), status: 200 },
    { name: 'a secret in its grace', shape: get(bearer(retiring)), status: 200 },
    { name: 'a renewed secret', shape: get(bearer(renewed)), status: 200 },
    { name: 'no key', shape: get(), status: 401, fault: keyless },
    { name: 'an empty X-API-Key', shape: get(['X-API-Key', '']), status: 401, fault: keyless },
    {
      name: 'Bearer without a key',
      shape: get(['Authorization', 'Bearer']),
      status: 401,
      fault: keyless,
    },
    {
      name: 'Basic',
      shape: get(['Authorization', 'Basic dXNlcjpwYXNz']),
      status: 401,
      fault: keyless,
    },
    { name: 'a key under Basic', shape: get(['Authorization', `Basic ${good}`]), status: 401 },
    { name: 'a key without a scheme', shape: get(['Authorization', good]), status: 401 },
    { name: 'two keys in one header', shape: get(bearer(`${good}, Bearer ${good}`)), status: 401 },
    { name: 'both headers', shape: get(bearer(good), ['X-API-Key', wide]), status: 400 },
    { name: 'both headers, one key', shape: get(bearer(good), ['X-API-Key', good]), status: 400 },
    {
      name: 'Basic beside X-API-Key',
      shape: get(['Authorization', 'Basic eA=='], ['X-API-Key', good]),
      status: 400,
    },
    { name: 'X-API-Key twice', shape: get(['X-API-Key', good], ['X-API-Key', wide]), status: 400 },
    { name: 'Authorization twice', shape: get(bearer(good), bearer(wide)), status: 400 },
    {
      name: 'a cookie with a key',
      shape: get(['Cookie', `key=${good}`]),
      status: 401,
      fault: keyless,
    },
    { name: 'a key in the query', shape: to(`/invoices?api_key=${good}`), status: 400 },
    {
      name: 'a key in the query and the header',
      shape: to(`/?k=${good}`, bearer(good)),
      status: 400,
    },
    { name: 'a key in the path', shape: to(`/${good}/invoices`, bearer(good)), status: 400 },
    {
      name: 'an encoded key in the query',
      shape: to(`/?k=${good.replaceAll('_', '%5f')}`, bearer(good)),
      status: 400,
    },
  ];
}

function refusalCases({ refused, forbidden }: KitKeys): KitCase[] {
  const invalid = challenge('Bearer realm="keywright", error="invalid_token"');
  const scope = challenge(
    'Bearer realm="keywright", error="insufficient_scope", scope="invoices.read"',
  );
  return [
    ...Object.entries(refused).map(([what, token]) => ({
      name: `a key ${what}`,
      shape: get(bearer(token)),
      status: 401 as const,
      fault: invalid,
    })),
    { name: 'another API', shape: get(bearer(forbidden.api)), status: 403 },
    { name: 'another environment', shape: get(bearer(forbidden.environment)), status: 403 },
    {
      name: 'a missing permission',
      shape: get(bearer(forbidden.permission)),
      status: 403,
      fault: scope,
    },
  ];
}

function requestCases({ good }: KitKeys): KitCase[] {
  const body = '{"amount":7}';
  const key = bearer(good);
  const arrived = seen(({ body: got }) => (got === body || got === '' ? null : `body ${got}`));
  return [
    ...['POST', 'PUT', 'PATCH'].map((method) => ({
      name: `${method} with a body`,
      shape: { method, target: '/invoices', headers: [key, sized(body)], body },
      status: 200 as const,
      fault: arrived,
    })),
    { name: 'DELETE', shape: { ...get(key), method: 'DELETE' }, status: 200 },
    { name: 'HEAD', shape: { ...get(key), method: 'HEAD' }, status: 200 },
    { name: 'OPTIONS without a key', shape: { ...get(), method: 'OPTIONS' }, status: 401 },
    {
      name: 'a body in chunks',
      shape: {
        method: 'POST',
        target: '/invoices',
        headers: [key, ['Transfer-Encoding', 'chunked']],
        body: `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      },
      status: 200,
      fault: arrived,
    },
    { name: 'a query of the API itself', shape: to('/?token=abc&key=1&page=2', key), status: 200 },
    { name: 'an odd path', shape: to('/a%20b/..;/%e2%82%ac?x=%00', key), status: 200 },
    { name: 'a large cookie', shape: get(key, ['Cookie', `a=${'b'.repeat(3_000)}`]), status: 200 },
    {
      name: 'a page of another origin',
      shape: get(key, ['Origin', 'https://app.example']),
      status: 200,
    },
    { name: 'Sec-Fetch-Site', shape: get(key, ['Sec-Fetch-Site', 'cross-site']), status: 200 },
    { name: 'another Host', shape: get(key, ['Host', 'api.example']), status: 200 },
    { name: 'another Host without a key', shape: get(['Host', 'api.example']), status: 401 },
  ];
}

/** What a client may not say for the gateway. */
function spoofingCases({ good, goodId, forbidden }: KitKeys): KitCase[] {
  const key = bearer(good);
  const spoofs: readonly Header[] = [
    ['X-Keywright-Key-Id', 'key_spoofed'],
    ['X-Keywright-Owner', 'person:root'],
    ['X-Keywright-Roles', 'admin'],
    ['x-keywright-roles', 'admin'],
    ['X-Keywright-Environment', 'spoofed'],
    ['X-Keywright-Proxy-Token', 'a'.repeat(43)],
    ['X-Keywright-Status', '200'],
    ['X-Forwarded-Method', 'DELETE'],
    ['X-Forwarded-Uri', `/?k=${good}`],
    ['X-Forwarded-For', '10.0.0.1'],
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Original-URL', '/admin'],
  ];
  const honest = seen(({ headers }) => {
    if (headers.get('x-keywright-key-id') !== goodId) return 'another key id';
    if ((headers.get('x-keywright-roles') ?? '') !== '') return 'roles that the key has not';
    if (headers.get('x-keywright-environment') !== 'live') return 'another environment';
    return headers.get('x-keywright-owner') === 'team:payments' ? null : 'another owner';
  });
  return [
    ...spoofs.map((spoof) => ({
      name: `a client that sends ${spoof.join(': ').replace(good, 'KEY')}`,
      shape: get(key, spoof),
      status: 200 as const,
      fault: honest,
    })),
    ...spoofs.slice(0, 4).map((spoof) => ({
      name: `a stranger that sends ${spoof.join(': ')}`,
      shape: get(spoof),
      status: 401 as const,
    })),
    {
      name: 'a client that sends what it lacks',
      shape: get(bearer(forbidden.permission), ['X-Keywright-Permissions', 'invoices.read']),
      status: 403,
    },
  ];
}

function challenge(text: string): Fault {
  return ({ headers }) => {
    const told = headers.get('www-authenticate');
    return told === text ? null : `challenge ${told}`;
  };
}

function identity(facts: Record<string, string>): Fault {
  return seen(({ headers }) => {
    const wrong = Object.entries(facts).filter(([name, value]) => headers.get(name) !== value);
    return wrong.length === 0
      ? null
      : `the service is not told ${wrong.map(([name]) => name).join(' ')}`;
  });
}

function seen(judge: (request: NonNullable<KitAnswer['seen']>) => string | null): Fault {
  return (answer) => (answer.seen === null ? 'the service was not asked' : judge(answer.seen));
}

/** What holds of every answer: only 200 reaches the service, and nothing that a service or a client gets holds the key. */
export function commonFault(answer: KitAnswer, shape: Shape): string | null {
  if ((answer.seen !== null) !== (answer.status === 200)) return 'reached the service, or did not';
  const sent = shape.headers.map(([, value]) => value).join(' ');
  const secret = /_([0-9A-Za-z]{43})[0-9A-Za-z]{6}/.exec(sent)?.[1];
  const headers = answer.seen === null ? [] : [...answer.seen.headers];
  const told = headers.filter(([name]) => name !== 'cookie' && name !== 'x-forwarded-uri');
  if (told.some(([name]) => name === 'authorization' || name === 'x-api-key'))
    return 'key passed on';
  if (told.some(([name]) => name === 'x-keywright-proxy-token')) return 'proxy token passed on';
  if (secret === undefined) return null;
  return told.some(([, value]) => value.includes(secret)) ? 'secret passed on' : null;
}
