/** Caddy with forward_auth. Inside route { } the directives run as written: first away with what only the gateway may say. */
import { IDENTITY_HEADERS, PROXY_TOKEN_HEADER } from '../../src-shared/contract/forward-auth.ts';
import type { GatewayPlan } from './gateway-plan.ts';

export function caddyGateway(plan: GatewayPlan): string {
  return `# Caddy in front of ${plan.upstream.text}: a site of your Caddyfile. For TLS put your domain in place of http://:${plan.listen.port}.
# It holds the proxy token: keep it readable by Caddy alone.
http://:${plan.listen.port} {
	bind ${plan.listen.host}
	route {
		request_header -X-Keywright-*
		request_header -X_Keywright_*
		forward_auth ${plan.server.text} {
			uri ${plan.question}
			header_up Host ${plan.server.text}
			header_up ${PROXY_TOKEN_HEADER} ${plan.proxyToken}
			header_up -Cookie
			copy_headers ${IDENTITY_HEADERS.join(' ')}
		}
		# The service learns who calls, and never sees the key.
		reverse_proxy ${plan.upstream.text} {
			header_up -Authorization
			header_up -X-Api-Key
		}
	}
	handle_errors {
		header Content-Type application/problem+json
		header Retry-After 1
		respond "{\\"status\\":{err.status_code}}" {err.status_code}
	}
}
`;
}
