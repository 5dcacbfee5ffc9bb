/**
 * The gate in front of every route: what may reach this server at all (docs/decisions/0030, protocols.md §4).
 * It refuses other hosts (DNS rebinding), web pages (any Origin or Sec-Fetch-Site but none, unless the server token is shown), every
 * request whose framing or credentials two readers could read differently, and keys in the URL. Pure.
 */
import { FORWARD_AUTH_PATH } from '../src-shared/contract/forward-auth.ts';
import type { ErrorCode } from '../src-shared/error/error-codes.ts';
import { KeywrightError } from '../src-shared/error/keywright-error.ts';
import { hasKeyInUrl } from './key-in-url.ts';
import type { ProxyToken } from './proxy-token.ts';
import { headerOf, type RequestHead } from './request-head.ts';
import { pathOfTarget } from './request-target.ts';
import type { ServerToken } from './server-token.ts';

export interface GatePolicy {
  readonly port: number;
  readonly token: ServerToken;
  readonly proxyToken: ProxyToken;
}

/** Headers that must not come twice: whichever of two a reader picks, another would pick the other. */
const SINGLE_HEADERS = [
  'authorization',
  'x-api-key',
  'content-type',
  'content-length',
  'transfer-encoding',
  'content-encoding',
  'origin',
  'sec-fetch-site',
  'expect',
  'x-keywright-proxy-token',
] as const;

const OWN_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Gives the path and query to route by. Throws request/… for a request that may not pass. */
export function passGate(head: RequestHead, policy: GatePolicy): string {
  const host = requireHost(head, policy.port);
  const path = head.method === 'OPTIONS' ? '/' : pathOfTarget(head.target, host);
  if (path === null) throw refuse('request/host-refused', 'The request target names another host');
  refuseAmbiguity(head);
  if (!isOfGateway(path, head, policy)) refuseWebPages(head, policy.token);
  if (hasKeyInUrl(path)) {
    throw refuse(
      'request/key-in-url',
      'A key must not be sent in the URL: URLs are kept in histories and logs. Treat this key as leaked',
    );
  }
  return path;
}

function requireHost(head: RequestHead, port: number): string {
  const hosts = head.headers.get('host') ?? [];
  const [host] = hosts;
  if (hosts.length !== 1 || host === undefined) {
    throw refuse('request/host-refused', 'Exactly one Host header is needed');
  }
  if (!isOwnHost(host, port)) {
    throw refuse('request/host-refused', 'This server does not answer for that Host');
  }
  return host;
}

function isOwnHost(host: string, port: number): boolean {
  const portText = `:${port}`;
  if (host.endsWith(portText)) return OWN_NAMES.has(host.slice(0, -portText.length));
  return port === 80 && OWN_NAMES.has(host);
}

function refuseAmbiguity(head: RequestHead): void {
  if (head.httpVersion !== '1.1' && head.httpVersion !== '1.0') {
    throw refuse('request/malformed', 'Only HTTP/1.1 and HTTP/1.0 are spoken here');
  }
  if (hasRepetition(head)) refuseRepetition(head);
  const coding = headerOf(head, 'transfer-encoding');
  if (coding === null) return;
  if (head.headers.has('content-length')) {
    throw refuse('request/malformed', 'Content-Length and Transfer-Encoding exclude each other');
  }
  if (coding.toLowerCase() !== 'chunked' || head.httpVersion !== '1.1') {
    throw refuse('request/malformed', 'The only transfer coding taken is chunked, over HTTP/1.1');
  }
}

function hasRepetition({ headers }: RequestHead): boolean {
  for (const values of headers.values()) if (values.length > 1) return true;
  return false;
}

function refuseRepetition(head: RequestHead): void {
  for (const name of SINGLE_HEADERS) {
    if ((head.headers.get(name)?.length ?? 0) > 1) {
      throw refuse('request/malformed', `The header ${name} was sent more than once`);
    }
  }
}

/** What a page sent to a gateway comes with that page's headers; the proxy token is the gateway's own. */
function isOfGateway(path: string, head: RequestHead, { proxyToken }: GatePolicy): boolean {
  if (head.method === 'OPTIONS' || path.split('?', 1)[0] !== FORWARD_AUTH_PATH) return false;
  return proxyToken.proofOf(head) === 'shown';
}

function refuseWebPages(head: RequestHead, token: ServerToken): void {
  const site = headerOf(head, 'sec-fetch-site');
  const isPreflight = head.method === 'OPTIONS';
  const isFromPage = head.headers.has('origin') || (site !== null && site !== 'none');
  if (!isPreflight && (!isFromPage || token.isShownBy(head))) return;
  throw refuse('request/origin-refused', 'Web pages may not call this server');
}

function refuse(code: ErrorCode, message: string): KeywrightError {
  return new KeywrightError(code, message);
}
