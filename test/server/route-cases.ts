/** Raw requests for routes and methods that are not there, without the token, or with a key in the URL. */
import { type CaseInputs, type Header, type RawCase, write } from './raw-shape.ts';

export function urlCases({ token }: CaseInputs, host: Header): RawCase[] {
  const encoded = token.replaceAll('_', '%5F');
  const targets = [
    `/healthz?token=${token}`,
    `/healthz?x=${token}`,
    `/v1/verify?key=${token}`,
    `/${token}`,
    `/v1/${token}/verify`,
    `/healthz?x=${encoded}`,
    `/healthz?x=${encoded.replaceAll('%', '%25')}`,
    `/healthz?${token}`,
    `/healthz?a=b&x=prefix${token}`,
    '/healthz?token=anything',
    '/healthz?api_key=a',
    '/healthz?apikey=a',
    '/healthz?API-Key=a',
    '/healthz?access_token=a',
    '/healthz?a=1&Authorization=x',
    '/healthz?password=x',
    '/healthz?%74oken=a',
    '/healthz?a;key=1',
    '/healthz?key',
    `/openapi.json?token=${token}`,
    `/nowhere?secret=x`,
  ];
  return targets.map((target) => ({
    name: `URL: ${target.replaceAll(token, 'TOKEN').replaceAll(encoded, 'ENCODED')}`,
    bytes: write({ method: 'GET', target, headers: [host] }),
    status: 400,
  }));
}

export function routeCases({ serverToken }: CaseInputs, host: Header): RawCase[] {
  const put = (method: string, target: string, ...headers: Header[]): string =>
    write({ method, target, headers: [host, ...headers] });
  const bearer = (text: string): Header => ['Authorization', text];
  return [
    ...['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'].map((method) => ({
      name: `${method} /v1/verify`,
      bytes: put(method, '/v1/verify'),
      status: 405,
    })),
    ...['PUT', 'DELETE', 'PATCH'].map((method) => ({
      name: `${method} /healthz`,
      bytes: put(method, '/healthz'),
      status: 405,
    })),
    { name: 'CONNECT', bytes: put('CONNECT', 'evil.example:443'), status: 405 },
    {
      name: 'Upgrade to a web socket',
      bytes: put('GET', '/healthz', ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13']),
      status: 200,
    },
    ...[
      '/',
      '/v1',
      '/v1/verify/',
      '/V1/verify',
      '/v1/verify;x',
      '/healthz/',
      '/v1%2Fverify',
      '/../healthz',
      '/./healthz',
      '/v1//verify',
      '/metrics',
    ].map((target) => ({ name: `no route ${target}`, bytes: put('GET', target), status: 404 })),
    { name: 'a path that cannot be decoded', bytes: put('GET', '/%zz'), status: 400 },
    { name: 'openapi without a token', bytes: put('GET', '/openapi.json'), status: 401 },
    ...[
      'Bearer',
      'Bearer ',
      `Basic ${serverToken}`,
      `Bearer ${serverToken}x`,
      `Bearer ${serverToken.slice(1)}`,
      `Bearer  ${serverToken}`,
      `Bearer ${serverToken}, x`,
    ].map((text) => ({
      name: `openapi with "${text.replace(serverToken, 'TOKEN')}"`,
      bytes: put('GET', '/openapi.json', bearer(text)),
      status: 401,
    })),
  ];
}
