/**
 * Envoy with ext_authz over HTTP. Its question has the Host and the path of the original request, so it goes through a listener inside
 * Envoy, which nobody else can reach, that words it for the server and adds the proxy token.
 */
import { IDENTITY_HEADERS, PROXY_TOKEN_HEADER } from '../../src-shared/contract/forward-auth.ts';
import type { Address, GatewayPlan } from './gateway-plan.ts';

const MANAGER =
  'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const ROUTER = `- name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router`;

export function envoyGateway(plan: GatewayPlan): string {
  return `# Envoy 1.26 or newer in front of ${plan.upstream.text}. It holds the proxy token: keep it readable by Envoy alone.
bootstrap_extensions:
  - name: envoy.bootstrap.internal_listener
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener
static_resources:
  listeners:
${apiListener(plan)}
${questionListener(plan)}
  clusters:
    - name: service
      type: STRICT_DNS
${endpoint('service', plan.upstream)}
    - name: keywright
      type: STRICT_DNS
${endpoint('keywright', plan.server)}
    - name: keywright_question
      load_assignment:
        cluster_name: keywright_question
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { envoy_internal_address: { server_listener_name: keywright_question } } }
`;
}

function apiListener({ listen }: GatewayPlan): string {
  return `    - name: api
      address: { socket_address: { address: "${bare(listen)}", port_value: ${listen.port} } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": ${MANAGER}
                stat_prefix: api
                use_remote_address: true
                normalize_path: true
                http_filters:
                  # Away with what only the gateway may say.
                  - name: envoy.filters.http.header_mutation
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
                      mutations:
                        request_mutations:
${[PROXY_TOKEN_HEADER, ...IDENTITY_HEADERS].map((name) => `                          - remove: ${name.toLowerCase()}`).join('\n')}
${authorizer()}
                  ${ROUTER}
                route_config:
                  virtual_hosts:
                    - name: api
                      domains: ["*"]
                      # The service learns who calls, and never sees the key.
                      request_headers_to_remove: [authorization, x-api-key]
                      routes:
                        - match: { prefix: "/" }
                          route: { cluster: service }`;
}

function authorizer(): string {
  return `                  - name: envoy.filters.http.ext_authz
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                      failure_mode_allow: false
                      status_on_error: { code: ServiceUnavailable }
                      allowed_headers:
                        patterns:
                          - exact: authorization
                          - exact: x-api-key
                          - exact: origin
                          - exact: x-forwarded-for
                      http_service:
                        server_uri: { uri: "http://keywright", cluster: keywright_question, timeout: 3s }
                        authorization_response:
                          allowed_upstream_headers:
                            patterns:
                              - prefix: x-keywright-
                          allowed_client_headers_on_success:
                            patterns:
                              - prefix: ratelimit`;
}

function questionListener({ server, question, proxyToken }: GatewayPlan): string {
  return `    - name: keywright_question
      internal_listener: {}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": ${MANAGER}
                stat_prefix: keywright_question
                http_filters:
                  - name: envoy.filters.http.lua
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
                      default_source_code:
                        inline_string: |
                          function envoy_on_request(handle)
                            local headers = handle:headers()
                            headers:replace("x-forwarded-method", headers:get(":method"))
                            headers:replace("x-forwarded-uri", headers:get(":path"))
                            headers:replace("x-forwarded-host", headers:get(":authority"))
                            headers:replace("${PROXY_TOKEN_HEADER.toLowerCase()}", "${proxyToken}")
                            headers:replace(":method", "GET")
                            headers:replace(":path", "${question}")
                          end
                  ${ROUTER}
                route_config:
                  virtual_hosts:
                    - name: keywright
                      domains: ["*"]
                      routes:
                        - match: { prefix: "/" }
                          route: { cluster: keywright, host_rewrite_literal: "${server.text}" }`;
}

function endpoint(cluster: string, address: Address): string {
  return `      load_assignment:
        cluster_name: ${cluster}
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: "${bare(address)}", port_value: ${address.port} } } }`;
}

/** Envoy writes IPv6 addresses without brackets. */
function bare({ host }: Address): string {
  return host.replaceAll(/[[\]]/g, '');
}
