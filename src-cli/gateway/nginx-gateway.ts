/** nginx with auth_request, which passes on 2xx, 401 and 403 only: mode=nginx says in a header what a 403 stands for. */
import {
  DECISION_HEADER,
  IDENTITY_HEADERS,
  PROXY_TOKEN_HEADER,
} from '../../src-shared/contract/forward-auth.ts';
import { type GatewayPlan, withMode } from './gateway-plan.ts';
import { gatewayProblem } from './gateway-problem.ts';

/** Headers of the server's answer that come back to the client. */
const TOLD = ['WWW-Authenticate', 'Retry-After', 'RateLimit', 'RateLimit-Policy', DECISION_HEADER];

export function nginxGateway(plan: GatewayPlan): string {
  return `# nginx in front of ${plan.upstream.text}: put it inside http { … }, for example as /etc/nginx/conf.d/keywright.conf.
# It holds the proxy token: keep it readable by nginx alone.
upstream keywright {
    server ${plan.server.text};
    keepalive 32;
    keepalive_timeout 4s;
}

server {
    listen ${plan.listen.text};

    location / {
        auth_request /_keywright;
${[...TOLD, ...IDENTITY_HEADERS].map(kept).join('\n')}
        auth_request_set $keywright_status $upstream_http_x_keywright_status;
        error_page 401 = @keywright_unauthorized;
        error_page 403 = @keywright_refused;
        error_page 500 = @keywright_away;

        # The service learns who calls, and never sees the key.
${IDENTITY_HEADERS.map((name) => `        proxy_set_header ${name} ${variable(name)};`).join('\n')}
        proxy_set_header ${PROXY_TOKEN_HEADER} "";
        proxy_set_header Authorization "";
        proxy_set_header X-API-Key "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-Proto $scheme;
${told(['RateLimit', 'RateLimit-Policy', DECISION_HEADER])}
        proxy_pass http://${plan.upstream.text};
    }

${authLocation(plan)}

${refusals()}
}
`;
}

function authLocation({ server, question, proxyToken }: GatewayPlan): string {
  return `    location = /_keywright {
        internal;
        proxy_pass http://keywright${withMode(question, 'nginx')};
        proxy_http_version 1.1;
        proxy_pass_request_body off;
        proxy_connect_timeout 1s;
        proxy_read_timeout 3s;
        proxy_buffer_size 16k;
        proxy_buffers 4 16k;
        proxy_set_header Connection "";
        proxy_set_header Content-Length "";
        proxy_set_header Cookie "";
        proxy_set_header Host ${server.text};
        proxy_set_header ${PROXY_TOKEN_HEADER} ${proxyToken};
        proxy_set_header X-Forwarded-Method $request_method;
        proxy_set_header X-Forwarded-Uri $request_uri;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For $remote_addr;
    }`;
}

function refusals(): string {
  const unauthorized = gatewayProblem('request/key-refused', 'The key is missing or not accepted');
  const malformed = gatewayProblem(
    'request/malformed',
    'A key goes once in Authorization or in X-API-Key, never in the URL',
  );
  const limited = gatewayProblem('request/key-limited', 'The key has used up a limit');
  const away = gatewayProblem('store/unavailable', 'The key cannot be verified now');
  const forbidden = gatewayProblem('request/key-forbidden', 'The key is not good for this request');
  return `    location @keywright_unauthorized {
        default_type application/problem+json;
${told(TOLD)}
        return 401 '${unauthorized}';
    }

    location @keywright_refused {
        default_type application/problem+json;
${told(TOLD)}
        if ($keywright_status = 400) {
            return 400 '${malformed}';
        }
        if ($keywright_status = 429) {
            return 429 '${limited}';
        }
        if ($keywright_status = 503) {
            return 503 '${away}';
        }
        return 403 '${forbidden}';
    }

    location @keywright_away {
        default_type application/problem+json;
        add_header Retry-After 1 always;
        return 503 '${away}';
    }`;
}

function told(names: readonly string[]): string {
  return names.map((name) => `        add_header ${name} ${variable(name)} always;`).join('\n');
}

function kept(name: string): string {
  return `        auth_request_set ${variable(name)} $upstream_http_${underscored(name)};`;
}

function variable(name: string): string {
  return `$keywright_${underscored(name).replace(/^x_keywright_/, '')}`;
}

function underscored(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}
