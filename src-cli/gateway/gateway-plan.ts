/**
 * What a gateway's configuration is made from. Every text in it has passed a pattern that holds no quote, space, brace, semicolon or
 * dollar sign, so it means the same in each of the five languages.
 */
import { FORWARD_AUTH_PATH } from '../../src-shared/contract/forward-auth.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { parseEnvironment, parseSlug } from '../../src-shared/model/names.ts';
import { parseAsk } from '../../src-shared/permission/grant.ts';

export interface GatewayPlan {
  /** Where the gateway listens. */
  readonly listen: Address;
  /** The service behind it. */
  readonly upstream: Address;
  /** The verification server. */
  readonly server: Address;
  /** Path and query that the gateway asks the server for, without a mode. */
  readonly question: string;
  readonly proxyToken: string;
}

export interface Address {
  /** A name, an IPv4 address, or an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** host:port */
  readonly text: string;
}

export interface WantedKey {
  readonly api?: string;
  readonly env?: string;
  readonly permission: readonly string[];
}

const ADDRESS = /^([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\]):(\d{1,5})$/;
const API_ID = /^api_[0-9A-Za-z]{22}$/;

/** Throws usage/invalid-argument, naming the option. */
export function parseAddress(text: string, option: string): Address {
  const match = ADDRESS.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port < 1 || port > 65_535) {
    throw new KeywrightError('usage/invalid-argument', `${option} takes HOST:PORT`, {
      hint: 'For example 127.0.0.1:3000, or [::1]:3000.',
    });
  }
  return { host: match[1] as string, port, text };
}

/** Throws usage/invalid-name and usage/invalid-permission. */
export function questionOf(wanted: WantedKey): string {
  const query = new URLSearchParams();
  if (wanted.api !== undefined) query.append('api', parseApi(wanted.api));
  if (wanted.env !== undefined) query.append('environment', parseEnvironment(wanted.env));
  for (const permission of wanted.permission) {
    parseAsk(permission);
    query.append('permission', permission);
  }
  return query.size === 0 ? FORWARD_AUTH_PATH : `${FORWARD_AUTH_PATH}?${query.toString()}`;
}

export function withMode(question: string, mode: string): string {
  return `${question}${question.includes('?') ? '&' : '?'}mode=${mode}`;
}

function parseApi(text: string): string {
  return API_ID.test(text) ? text : parseSlug(text, 'API name');
}
