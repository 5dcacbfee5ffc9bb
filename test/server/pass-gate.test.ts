/** Rules of the gate that Node's parser enforces, too: they hold without it. */
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../src-core/runtime/random.ts';
import { passGate } from '../../src-server/loopback-gate.ts';
import { createProxyToken } from '../../src-server/proxy-token.ts';
import type { RequestHead } from '../../src-server/request-head.ts';
import { createServerToken } from '../../src-server/server-token.ts';
import { codeOf } from '../code-of.ts';

const REFUSED = 'request/host-refused';
const policy = {
  port: 80,
  token: createServerToken(systemRandom),
  proxyToken: createProxyToken(null),
};

function head(headers: Record<string, string[]>, changes: Partial<RequestHead> = {}): RequestHead {
  return {
    method: 'POST',
    target: '/v1/verify',
    httpVersion: '1.1',
    headers: new Map(Object.entries({ host: ['localhost'], ...headers })),
    ...changes,
  };
}

describe('gate', () => {
  it('gives the path to route by', () => {
    expect(passGate(head({}), policy)).toBe('/v1/verify');
    expect(passGate(head({}, { target: 'http://localhost?a=1' }), policy)).toBe('/?a=1');
    expect(passGate(head({ 'transfer-encoding': ['chunked'] }), policy)).toBe('/v1/verify');
  });

  it('refuses transfer codings but chunked, lengths beside them, and other versions of HTTP', () => {
    const refused = [
      head({ 'transfer-encoding': ['gzip'] }),
      head({ 'transfer-encoding': ['chunked, gzip'] }),
      head({ 'transfer-encoding': ['chunked'] }, { httpVersion: '1.0' }),
      head({ 'transfer-encoding': ['chunked'], 'content-length': ['3'] }),
      head({ 'content-length': ['3', '3'] }),
      head({}, { httpVersion: '0.9' }),
      head({}, { httpVersion: '2.0' }),
    ];
    for (const one of refused)
      expect(codeOf(() => passGate(one, policy))).toBe('request/malformed');
  });

  it('answers for its own names with its port, which may be left out where it is 80', () => {
    const isOwn = (host: string, port: number): boolean =>
      codeOf(() => passGate(head({ host: [host] }), { ...policy, port })) !== REFUSED;
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      expect([isOwn(`${name}:8080`, 8080), isOwn(name, 80), isOwn(`${name}:80`, 80)]).toEqual([
        true,
        true,
        true,
      ]);
      expect([isOwn(name, 8080), isOwn(`${name}:80`, 8080), isOwn(`${name}:18080`, 8080)]).toEqual([
        false,
        false,
        false,
      ]);
    }
    for (const host of ['', ':80', '::1', '::1:80', 'localhost.:80', 'evil.localhost:80']) {
      expect(isOwn(host, 80)).toBe(false);
    }
  });

  it('finds the shortest key there can be, and parameters in the shortest URL', () => {
    const shortest = `ab_cd_${'0'.repeat(12)}_${'A'.repeat(20)}`;
    for (const target of [`/${shortest}`, '/?key', '/%3Fkey', '/?a;key']) {
      expect(codeOf(() => passGate(head({}, { target }), policy))).toBe('request/key-in-url');
    }
    expect(passGate(head({}, { target: `/${shortest.slice(1)}` }), policy)).toBe(
      `/${shortest.slice(1)}`,
    );
  });
});
