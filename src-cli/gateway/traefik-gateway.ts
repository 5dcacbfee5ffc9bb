/** Traefik with the forwardAuth middleware, as a file for its file provider. An empty header value takes the header away. */
import { IDENTITY_HEADERS, PROXY_TOKEN_HEADER } from '../../src-shared/contract/forward-auth.ts';
import type { GatewayPlan } from './gateway-plan.ts';

export function traefikGateway(plan: GatewayPlan): string {
  const list = (names: readonly string[]): string =>
    names.map((name) => `          - ${name}`).join('\n');
  const removed = (names: readonly string[]): string =>
    names.map((name) => `          ${name}: ""`).join('\n');
  return `# Traefik in front of ${plan.upstream.text}: a dynamic configuration for the file provider. The static one needs
#   entryPoints: { api: { address: "${plan.listen.text}" } }
# It holds the proxy token: keep it readable by Traefik alone.
http:
  routers:
    api:
      entryPoints: [api]
      rule: PathPrefix(\`/\`)
      service: api
      middlewares: [keywright-own-headers, keywright, keywright-strip]
  services:
    api:
      loadBalancer:
        servers:
          - url: http://${plan.upstream.text}
  middlewares:
    # Away with what only the gateway may say.
    keywright-own-headers:
      headers:
        customRequestHeaders:
${removed(IDENTITY_HEADERS)}
          ${PROXY_TOKEN_HEADER}: ${plan.proxyToken}
    keywright:
      forwardAuth:
        address: http://${plan.server.text}${plan.question}
        trustForwardHeader: false
        authRequestHeaders:
${list(['Authorization', 'X-API-Key', 'Origin', PROXY_TOKEN_HEADER])}
        authResponseHeaders:
${list(IDENTITY_HEADERS)}
    # The service learns who calls, and never sees the key.
    keywright-strip:
      headers:
        customRequestHeaders:
${removed(['Authorization', 'X-API-Key', PROXY_TOKEN_HEADER])}
`;
}
