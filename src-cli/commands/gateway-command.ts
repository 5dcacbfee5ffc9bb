/** `gateway`: prints the configuration that puts Keywright in front of an existing API. */
import { Argument, type Command, Option } from 'commander';
import { readOrMakeProxyToken } from '../../src-core/places/proxy-token-file.ts';
import type { Answer } from '../answer.ts';
import type { Cli, Run } from '../cli.ts';
import { caddyGateway } from '../gateway/caddy-gateway.ts';
import { envoyGateway } from '../gateway/envoy-gateway.ts';
import {
  type GatewayPlan,
  parseAddress,
  questionOf,
  type WantedKey,
} from '../gateway/gateway-plan.ts';
import { haproxyAction, haproxyGateway } from '../gateway/haproxy-gateway.ts';
import { nginxGateway } from '../gateway/nginx-gateway.ts';
import { traefikGateway } from '../gateway/traefik-gateway.ts';
import { addExamples, collect } from './command-help.ts';

const GATEWAYS = {
  nginx: nginxGateway,
  caddy: caddyGateway,
  traefik: traefikGateway,
  envoy: envoyGateway,
  haproxy: haproxyGateway,
} as const;

type GatewayKind = keyof typeof GATEWAYS;

interface GatewayOptions extends WantedKey {
  readonly upstream: string;
  readonly listen: string;
  readonly server: string;
  readonly part?: 'lua';
}

export function addGatewayCommand(program: Command, run: Run): void {
  const command = program
    .command('gateway')
    .description('print the configuration of a gateway that asks for keys')
    .addArgument(new Argument('<gateway>', 'which one').choices(Object.keys(GATEWAYS)))
    .option('--upstream <host:port>', 'the API behind the gateway', '127.0.0.1:3000')
    .option('--listen <host:port>', 'where the gateway listens', '127.0.0.1:8080')
    .option('--server <host:port>', 'where `keywright serve` listens', '127.0.0.1:4280')
    .option('--api <name>', 'accept keys of this API only')
    .option('--env <name>', 'accept keys of this environment only')
    .option(
      '--permission <name>',
      'what a key has to hold; repeatable, all are needed',
      collect,
      [],
    )
    .addOption(new Option('--part <name>', 'of haproxy: the action it loads').choices(['lua']))
    .action(run<GatewayOptions>(printGateway));
  addExamples(command, [
    'keywright gateway nginx --api acme --upstream 127.0.0.1:3000 > keywright.conf',
    'keywright gateway caddy --api acme --env live --permission invoices.read',
    'keywright gateway haproxy --api acme --part lua > keywright.lua',
  ]);
}

async function printGateway(
  cli: Cli,
  [kind]: readonly string[],
  options: GatewayOptions,
): Promise<Answer> {
  const gateway = kind as GatewayKind;
  const plan: GatewayPlan = {
    listen: parseAddress(options.listen, '--listen'),
    upstream: parseAddress(options.upstream, '--upstream'),
    server: parseAddress(options.server, '--server'),
    question: questionOf(options),
    proxyToken: readOrMakeProxyToken(cli.places.proxyTokenFile, cli.random).expose(),
  };
  const isAction = gateway === 'haproxy' && options.part === 'lua';
  const configuration = isAction ? haproxyAction(plan) : GATEWAYS[gateway](plan);
  return {
    json: { gateway, configuration },
    text: () => configuration.trimEnd(),
    notes: ['It holds the proxy token of this machine: let only the gateway read it.'],
  };
}
