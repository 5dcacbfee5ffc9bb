/** Raw requests with a wrong media type or a malformed body. */
import {
  type CaseInputs,
  type Header,
  JSON_TYPE,
  type RawCase,
  sized,
  write,
} from './raw-shape.ts';

export function mediaTypeCases({ token }: CaseInputs, host: Header): RawCase[] {
  const body = JSON.stringify({ token });
  const put = (type: string | null): string =>
    write({
      method: 'POST',
      target: '/v1/verify',
      headers: [host, sized(body), ...(type === null ? [] : [['Content-Type', type] as const])],
      body,
    });
  const refused = [
    null,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonx',
    'application/json-seq',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; boundary=x',
    'text/plain; application/json',
    'text/plain, application/json',
    'application',
    'json',
    '*/*',
    'application/*',
    'application/ld+json',
  ];
  const taken = [
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ];
  return [
    ...refused.map((type) => ({ name: `media type ${type}`, bytes: put(type), status: 415 })),
    ...taken.map((type) => ({ name: `media type ${type}`, bytes: put(type), status: 200 })),
  ];
}

export function bodyCases(host: Header): RawCase[] {
  const put = (body: string): string =>
    write({ method: 'POST', target: '/v1/verify', headers: [host, JSON_TYPE, sized(body)], body });
  const bodies: [string, string][] = [
    ['empty', ''],
    ['a number', '1'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['cut off', '{"token":"a'],
    ['two values', '{"token":"a"}{"token":"b"}'],
    ['a comment', '{"token":"a"/* */}'],
    ['single quotes', "{'token':'a'}"],
    ['no token', '{}'],
    ['token null', '{"token":null}'],
    ['token a list', '{"token":["a"]}'],
    ['token an object', '{"token":{"a":1}}'],
    ['an unknown field', '{"token":"a","tokens":"b"}'],
    ['__proto__', '{"token":"a","__proto__":{"api":"x"}}'],
    ['constructor', '{"token":"a","constructor":{"prototype":{}}}'],
    ['cost 0', '{"token":"a","cost":0}'],
    ['cost negative', '{"token":"a","cost":-1}'],
    ['cost a fraction', '{"token":"a","cost":1.5}'],
    ['cost huge', '{"token":"a","cost":1e300}'],
    ['cost a text', '{"token":"a","cost":"1"}'],
    ['api empty', '{"token":"a","api":""}'],
    ['api too long', `{"token":"a","api":"${'x'.repeat(65)}"}`],
    ['requestId too long', `{"token":"a","requestId":"${'x'.repeat(129)}"}`],
    ['permission with capitals', '{"token":"a","permissions":"A.b"}'],
    ['permission wildcard', '{"token":"a","permissions":"a.*"}'],
    ['permissions empty', '{"token":"a","permissions":[]}'],
    ['not alone', '{"token":"a","permissions":{"not":"a"}}'],
    ['two operators', '{"token":"a","permissions":{"all":["a"],"any":["a"]}}'],
    [
      'query 2,000 deep',
      `{"token":"a","permissions":${'{"all":['.repeat(1_500)}"a"${']}'.repeat(1_500)}}`,
    ],
    ['query of 65 parts', `{"token":"a","permissions":[${Array(65).fill('"a"').join()}]}`],
    ['JSON 8,000 deep', `${'['.repeat(8_000)}${']'.repeat(8_000)}`],
    ['a byte order mark', '\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf{"token":"a"}'],
  ];
  return [
    ...bodies.map(([name, body]) => ({ name: `body: ${name}`, bytes: put(body), status: 400 })),
    {
      name: 'body: 16 KiB and a byte',
      bytes: put(`{"token":"${'a'.repeat(16_385 - 12)}"}`),
      status: 413,
    },
    {
      name: 'body: 16 KiB exactly',
      bytes: put(`{"token":"${'a'.repeat(16_384 - 12)}"}`),
      status: 200,
    },
    {
      name: 'body: a token of 60 KB',
      bytes: put(`{"token":"${'a'.repeat(60_000)}"}`),
      status: 413,
    },
  ];
}
