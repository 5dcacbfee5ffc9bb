/** `/v1/forward-auth`: the names that the server, the generated gateway configurations and the services behind them agree on (docs/gateways.md). */
export const FORWARD_AUTH_PATH = '/v1/forward-auth';

/** Shown by a gateway; only then is what it says of the original request believed. */
export const PROXY_TOKEN_HEADER = 'X-Keywright-Proxy-Token';

/** With mode=nginx: the status that nginx is to give its caller in place of 403. */
export const STATUS_HEADER = 'X-Keywright-Status';

/** On every answer that is a decision; it leads to the log, and a caller may quote it. */
export const DECISION_HEADER = 'X-Keywright-Decision-Id';

/** Who calls, for the service behind the gateway; a gateway takes them away from what clients send. */
export const IDENTITY_HEADERS = [
  'X-Keywright-Key-Id',
  'X-Keywright-Version-Id',
  'X-Keywright-Owner',
  'X-Keywright-Api',
  'X-Keywright-Environment',
  'X-Keywright-Roles',
] as const;

export type IdentityHeader = (typeof IDENTITY_HEADERS)[number];
