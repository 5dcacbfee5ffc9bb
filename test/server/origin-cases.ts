/** Raw requests by which a web page or a rebound name could reach the server: Host, target, Origin, preflight. */
import {
  type CaseInputs,
  type Header,
  type RawCase,
  type Shape,
  withHeaders,
  write,
} from './raw-shape.ts';

export function hostCases(name: string, shape: Shape, port: number): RawCase[] {
  const accepted = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`);
  const refused = [
    '',
    'evil.example',
    `evil.example:${port}`,
    'localhost',
    '127.0.0.1',
    '[::1]',
    `localhost:${port + 1}`,
    `127.0.0.2:${port}`,
    `0.0.0.0:${port}`,
    `[::]:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `localhost.:${port}`,
    `foo.localhost:${port}`,
    `localhost:0${port}`,
    `user@localhost:${port}`,
    `localhost:${port}@evil.example`,
    `localhost:${port}, evil.example`,
    `[::ffff:127.0.0.1]:${port}`,
    `localhost:${port}/`,
    `localhost:${port}#`,
    `127.0.0.1.nip.io:${port}`,
    `localhost:${port}:${port}`,
    `http://localhost:${port}`,
    `LOCALHOST:${port}`,
    `xn--localhost:${port}`,
  ];
  const [first = ''] = accepted;
  const pairs = [
    [first, first],
    [first, 'evil.example'],
    ['evil.example', first],
  ] as const;
  const put = (version: string, ...headers: Header[]): string =>
    write({ ...withHeaders(shape, ...headers), version });
  return [
    ...accepted.flatMap((host) => [
      { name: `${name}: Host ${host}`, bytes: put('HTTP/1.1', ['Host', host]), status: 200 },
      {
        name: `${name}: HTTP/1.0 with Host ${host}`,
        bytes: put('HTTP/1.0', ['Host', host]),
        status: 200,
      },
    ]),
    ...refused.map((host) => ({
      name: `${name}: Host "${host}"`,
      bytes: put('HTTP/1.1', ['Host', host]),
      status: 400,
    })),
    {
      name: `${name}: HTTP/1.0 with a foreign Host`,
      bytes: put('HTTP/1.0', ['Host', 'evil.example']),
      status: 400,
    },
    { name: `${name}: HTTP/1.1 without Host`, bytes: put('HTTP/1.1'), status: 400 },
    { name: `${name}: HTTP/1.0 without Host`, bytes: put('HTTP/1.0'), status: 400 },
    ...pairs.map(([one, two]) => ({
      name: `${name}: two Hosts, ${one} and ${two}`,
      bytes: put('HTTP/1.1', ['Host', one], ['host', two]),
      status: 400,
    })),
  ];
}

export function targetCases(name: string, shape: Shape, port: number): RawCase[] {
  const own = `127.0.0.1:${port}`;
  const put = (target: string, host = own): string =>
    write({ ...withHeaders(shape, ['Host', host]), target });
  const path = shape.target;
  const foreign = [
    `http://evil.example${path}`,
    `http://evil.example:${port}${path}`,
    `http://localhost:${port}${path}`,
    `https://${own}${path}`,
    `ftp://${own}${path}`,
    `http://user@${own}${path}`,
    `http://${own}.evil.example${path}`,
    `http:///${path}`,
    `http:${path}`,
    `HTTP://evil.example${path}`,
    `http://${own}@evil.example${path}`,
    `http://127.0.0.1${path}`,
  ];
  return [
    {
      name: `${name}: absolute-form of its own host`,
      bytes: put(`http://${own}${path}`),
      status: 200,
    },
    {
      name: `${name}: absolute-form, both localhost`,
      bytes: put(`http://localhost:${port}${path}`, `localhost:${port}`),
      status: 200,
    },
    ...foreign.map((target) => ({
      name: `${name}: target ${target}`,
      bytes: put(target),
      status: 400,
    })),
    {
      name: `${name}: absolute-form own, Host foreign`,
      bytes: put(`http://${own}${path}`, 'evil.example'),
      status: 400,
    },
    {
      name: `${name}: target that begins with two slashes`,
      bytes: put(`//evil.example${path}`),
      status: 404,
    },
  ];
}

export function pageCases(
  name: string,
  shape: Shape,
  { port, serverToken }: CaseInputs,
): RawCase[] {
  const headers: Header[] = [
    ...[
      'null',
      'http://evil.example',
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      'file://',
      '',
    ].map((origin): Header => ['Origin', origin]),
    ...['cross-site', 'same-site', 'same-origin', '', 'None', 'none, cross-site'].map(
      (site): Header => ['Sec-Fetch-Site', site],
    ),
  ];
  const hasToken = shape.headers.some(([header]) => header === 'Authorization');
  const shown: Header[] = hasToken ? [] : [['Authorization', `Bearer ${serverToken}`]];
  const tokenless = {
    ...shape,
    headers: shape.headers.filter(([header]) => header !== 'Authorization'),
  };
  return [
    ...headers.map((header) => ({
      name: `${name}: ${header.join(': ')}`,
      bytes: write(withHeaders(tokenless, header)),
      status: 403,
    })),
    {
      name: `${name}: Origin with a wrong token`,
      bytes: write(
        withHeaders(tokenless, ['Origin', 'null'], ['Authorization', `Bearer ${'A'.repeat(43)}`]),
      ),
      status: 403,
    },
    {
      name: `${name}: Origin with the server token`,
      bytes: write(withHeaders(shape, ['Origin', 'null'], ...shown)),
      status: 200,
    },
    {
      name: `${name}: Sec-Fetch-Site none`,
      bytes: write(withHeaders(shape, ['Sec-Fetch-Site', 'none'])),
      status: 200,
    },
  ];
}

export function optionsCases(name: string, shape: Shape): RawCase[] {
  const preflight: Header[] = [
    ['Origin', 'http://evil.example'],
    ['Access-Control-Request-Method', 'POST'],
    ['Access-Control-Request-Private-Network', 'true'],
  ];
  return [
    {
      name: `${name}: preflight`,
      bytes: write({ ...withHeaders(shape, ...preflight), method: 'OPTIONS' }),
      status: 403,
    },
    { name: `${name}: plain OPTIONS`, bytes: write({ ...shape, method: 'OPTIONS' }), status: 403 },
    {
      name: `${name}: OPTIONS *`,
      bytes: write({ ...shape, method: 'OPTIONS', target: '*' }),
      status: 403,
    },
  ];
}
