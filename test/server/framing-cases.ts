/** Raw requests that two readers could read differently: doubled headers, lengths, codings, broken lines. */
import {
  type CaseInputs,
  goodRequests,
  type Header,
  JSON_TYPE,
  type RawCase,
  type Shape,
  sized,
  withHeaders,
  write,
} from './raw-shape.ts';

export function duplicateCases(inputs: CaseInputs, host: Header): RawCase[] {
  const { health, verify, openapi } = goodRequests(inputs) as Record<
    'health' | 'verify' | 'openapi',
    Shape
  >;
  const bearer: Header = ['Authorization', `Bearer ${inputs.serverToken}`];
  const shapes: [string, Shape][] = [
    ['the token twice', withHeaders(openapi, bearer)],
    ['a wrong token, then the token', withHeaders(openapi, ['Authorization', 'Bearer x'])],
    [
      'two schemes',
      withHeaders(health, ['Authorization', 'Basic eDp5'], ['authorization', 'Bearer x']),
    ],
    ['two keys', withHeaders(verify, ['X-API-Key', 'a'], ['x-api-key', 'b'])],
    ['two media types', withHeaders(verify, ['content-type', 'text/plain'])],
    ['two lengths that differ', withHeaders(verify, ['Content-Length', '5'])],
    ['two lengths alike', withHeaders(verify, sized(verify.body ?? ''))],
    ['two Origins', withHeaders(openapi, ['Origin', 'null'], ['Origin', 'null'])],
    [
      'two Sec-Fetch-Site',
      withHeaders(health, ['Sec-Fetch-Site', 'none'], ['Sec-Fetch-Site', 'none']),
    ],
    ['two Expects', withHeaders(verify, ['Expect', '100-continue'], ['Expect', '100-continue'])],
    [
      'two Content-Encodings',
      withHeaders(verify, ['Content-Encoding', 'gzip'], ['Content-Encoding', 'br']),
    ],
  ];
  return shapes.map(([name, shape]) => ({
    name: `duplicate: ${name}`,
    bytes: write(withHeaders(shape, host)),
    status: 400,
  }));
}

export function framingCases({ token, port }: CaseInputs, host: Header): RawCase[] {
  const body = JSON.stringify({ token });
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const smuggled = `0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  const put = (headers: readonly Header[], sent: string, version = 'HTTP/1.1'): string =>
    write({
      method: 'POST',
      target: '/v1/verify',
      version,
      headers: [host, JSON_TYPE, ...headers],
      body: sent,
    });
  const te = (value: string): Header => ['Transfer-Encoding', value];
  const cl = (value: string): Header => ['Content-Length', value];
  const line = `Host: 127.0.0.1:${port}`;
  const bad: [string, string][] = [
    ['CL then TE', put([cl('5'), te('chunked')], smuggled)],
    ['TE then CL', put([te('chunked'), cl('5')], smuggled)],
    ['CL 0 and TE', put([cl('0'), te('chunked')], smuggled)],
    ['TE gzip', put([te('gzip')], smuggled)],
    ['TE identity', put([te('identity')], smuggled)],
    ['TE xchunked', put([te('xchunked')], smuggled)],
    ['TE chunked, chunked', put([te('chunked, chunked')], smuggled)],
    ['TE chunked, identity', put([te('chunked, identity')], smuggled)],
    ['TE twice', put([te('chunked'), te('identity')], smuggled)],
    ['TE on HTTP/1.0', put([te('chunked')], chunked, 'HTTP/1.0')],
    ['TE with a vertical tab', put([te('\u000bchunked')], smuggled)],
    ['TE before a space and colon', put([['Transfer-Encoding ', 'chunked']], smuggled)],
    ...['+5', '-1', '0x10', '5, 5', '5, 6', '5 5', '1e3', 'five', '', '99999999999999999999'].map(
      (value): [string, string] => [`Content-Length "${value}"`, put([cl(value)], smuggled)],
    ),
    ['a body shorter than its length', put([cl('500')], body)],
    ['chunk size that is no number', put([te('chunked')], `zz\r\n${body}\r\n0\r\n\r\n`)],
    ['chunk size negative', put([te('chunked')], `-5\r\n${body}\r\n0\r\n\r\n`)],
    [
      'chunk size too large for any',
      put([te('chunked')], `fffffffffffffffff\r\n${body}\r\n0\r\n\r\n`),
    ],
    ['chunk without its end', put([te('chunked')], `${body.length.toString(16)}\r\n${body}`)],
    ['chunk longer than it says', put([te('chunked')], `2\r\n${body}\r\n0\r\n\r\n`)],
    ['folded header', `GET /healthz HTTP/1.1\r\n${line}\r\nX-A: 1\r\n 2\r\n\r\n`],
    ['space before the colon', `GET /healthz HTTP/1.1\r\nHost : 127.0.0.1:${port}\r\n\r\n`],
    ['header that begins with a space', `GET /healthz HTTP/1.1\r\n ${line}\r\n\r\n`],
    ['header without a colon', `GET /healthz HTTP/1.1\r\n${line}\r\nnonsense\r\n\r\n`],
    ['lines that end in LF', `GET /healthz HTTP/1.1\n${line}\n\n`],
    ['a bare CR in a header', `GET /healthz HTTP/1.1\r\n${line}\r\nX-A: 1\rX-B: 2\r\n\r\n`],
    ['NUL in a header', `GET /healthz HTTP/1.1\r\n${line}\r\nX-A: \0\r\n\r\n`],
    ['NUL in the target', `GET /health\0z HTTP/1.1\r\n${line}\r\n\r\n`],
    ['space in the target', `GET /healthz x HTTP/1.1\r\n${line}\r\n\r\n`],
    ['tab in the request line', `GET\t/healthz\tHTTP/1.1\r\n${line}\r\n\r\n`],
    ['no target', `GET HTTP/1.1\r\n${line}\r\n\r\n`],
    ['a method that is none', `G\u0001T /healthz HTTP/1.1\r\n${line}\r\n\r\n`],
    ['HTTP/2.0', `GET /healthz HTTP/2.0\r\n${line}\r\n\r\n`],
    ['the HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/1.2', `GET /healthz HTTP/1.2\r\n${line}\r\n\r\n`],
    ['HTTP/0.9', 'GET /healthz\r\n\r\n'],
    ['http/1.1 in lower case', `GET /healthz http/1.1\r\n${line}\r\n\r\n`],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002\0\u0001\0'],
    [
      'headers larger than 16 KiB',
      `GET /healthz HTTP/1.1\r\n${line}\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`,
    ],
  ];
  return [
    { name: 'framing: chunked alone', bytes: put([te('chunked')], chunked), status: 200 },
    { name: 'framing: Chunked in capitals', bytes: put([te('CHUNKED')], chunked), status: 200 },
    {
      name: 'framing: chunks of more than 16 KiB',
      bytes: put([te('chunked')], `5000\r\n${'a'.repeat(0x5000)}\r\n0\r\n\r\n`),
      status: 413,
    },
    {
      name: 'framing: Expect 100-continue',
      bytes: put([['Expect', '100-continue'], sized(body)], body),
      status: 200,
    },
    {
      name: 'framing: another Expect',
      bytes: put([['Expect', 'tea'], sized(body)], body),
      status: 400,
    },
    ...bad.map(([name, bytes]) => ({ name: `framing: ${name}`, bytes, status: 400 })),
  ];
}
