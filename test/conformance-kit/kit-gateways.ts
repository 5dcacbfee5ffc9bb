/** The printed configurations, put where each program looks for them. */
import { caddyGateway } from '../../src-cli/gateway/caddy-gateway.ts';
import type { GatewayPlan } from '../../src-cli/gateway/gateway-plan.ts';
import { haproxyAction, haproxyGateway } from '../../src-cli/gateway/haproxy-gateway.ts';
import { nginxGateway } from '../../src-cli/gateway/nginx-gateway.ts';
import type { GatewayFiles, GatewayName } from './gateway-program.ts';

export const KIT_GATEWAYS: Readonly<Record<GatewayName, (plan: GatewayPlan) => GatewayFiles>> = {
  nginx: (plan) => ({
    files: { 'site.conf': nginxGateway(plan), 'nginx.conf': NGINX_AROUND },
    args: ['-p', '{folder}', '-e', 'stderr', '-c', '{folder}/nginx.conf'],
  }),
  caddy: (plan) => ({
    files: { Caddyfile: `{\n\tadmin off\n}\n${caddyGateway(plan)}` },
    args: ['run', '--config', '{folder}/Caddyfile', '--adapter', 'caddyfile'],
  }),
  haproxy: (plan) => ({
    files: {
      'haproxy.cfg': haproxyGateway(plan).replace('/etc/haproxy/', '{folder}/'),
      'keywright.lua': haproxyAction(plan),
    },
    args: ['-db', '-f', '{folder}/haproxy.cfg'],
  }),
};

const NGINX_AROUND = `daemon off;
master_process off;
pid {folder}/nginx.pid;
events {}
http {
    access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `    ${name}_temp_path {folder}/${name};`).join('\n')}
    include {folder}/site.conf;
}
`;
