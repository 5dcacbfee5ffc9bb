/** What `keywright gateway` prints. nginx, Caddy and HAProxy also run under it in test/conformance-kit. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { caddyGateway } from '../../../src-cli/gateway/caddy-gateway.ts';
import { envoyGateway } from '../../../src-cli/gateway/envoy-gateway.ts';
import {
  type GatewayPlan,
  parseAddress,
  questionOf,
  withMode,
} from '../../../src-cli/gateway/gateway-plan.ts';
import { haproxyAction, haproxyGateway } from '../../../src-cli/gateway/haproxy-gateway.ts';
import { nginxGateway } from '../../../src-cli/gateway/nginx-gateway.ts';
import { traefikGateway } from '../../../src-cli/gateway/traefik-gateway.ts';
import { IDENTITY_HEADERS } from '../../../src-shared/contract/forward-auth.ts';
import { codeOf } from '../../code-of.ts';

const golden = fileURLToPath(new URL('golden', import.meta.url));

const PLAN: GatewayPlan = {
  listen: parseAddress('127.0.0.1:8080', '--listen'),
  upstream: parseAddress('api.internal:3000', '--upstream'),
  server: parseAddress('127.0.0.1:4280', '--server'),
  question: questionOf({
    api: 'acme',
    env: 'live',
    permission: ['invoices.read', 'files.get@a/b:c'],
  }),
  proxyToken: 'PROXY-TOKEN-OF-THIS-MACHINE-43-CHARACTERS-x',
};

const WHOLE = {
  'nginx.conf': nginxGateway,
  Caddyfile: caddyGateway,
  'traefik.yaml': traefikGateway,
  'envoy.yaml': envoyGateway,
  'haproxy.cfg': haproxyGateway,
  'keywright.lua': haproxyAction,
};

describe('gateway configurations', () => {
  it.each(Object.entries(WHOLE))('%s is as reviewed', async (file, print) => {
    await expect(print(PLAN)).toMatchFileSnapshot(join(golden, file));
  });

  it.each(Object.entries(WHOLE).filter(([file]) => file !== 'haproxy.cfg'))(
    '%s names the token, the question and every identity header',
    (file, print) => {
      const text = print(PLAN).toLowerCase();
      const mode = file === 'nginx.conf' ? withMode(PLAN.question, 'nginx') : PLAN.question;
      const names = file === 'keywright.lua' || file === 'envoy.yaml' ? [] : IDENTITY_HEADERS;
      for (const part of [PLAN.proxyToken, mode, ...names]) {
        expect(text.includes(part.toLowerCase())).toBe(true);
      }
    },
  );

  it('asks without a query where anything is accepted', () => {
    expect(questionOf({ permission: [] })).toBe('/v1/forward-auth');
    expect(withMode(questionOf({ permission: [] }), 'nginx')).toBe('/v1/forward-auth?mode=nginx');
  });

  it('takes no text that could end a line, a string or a block of a configuration', () => {
    const bad = [
      '',
      ':1',
      'a:0',
      'a:65536',
      'a b:1',
      'a;:1',
      'a{:1',
      'a\n:1',
      "a':1",
      'a$b:1',
      '-a:1',
      '[::1:1',
      'a:1x',
    ];
    for (const text of bad) {
      expect([text, codeOf(() => parseAddress(text, '--upstream'))]).toEqual([
        text,
        'usage/invalid-argument',
      ]);
    }
    expect(parseAddress('[::1]:80', '--listen')).toEqual({
      host: '[::1]',
      port: 80,
      text: '[::1]:80',
    });
    expect(codeOf(() => questionOf({ api: 'a;b', permission: [] }))).toBe('usage/invalid-name');
    expect(codeOf(() => questionOf({ env: 'a b', permission: [] }))).toBe('usage/invalid-name');
    expect(codeOf(() => questionOf({ permission: ['a.*'] }))).toBe('usage/invalid-permission');
  });
});
