/**
 * What a gateway is answered. The caller behind it gets no more than the status: every 401 of a key that was sent is the same but for its
 * decision id, whether the key is unknown, wrong, revoked, expired or disabled.
 */
import {
  DECISION_HEADER,
  IDENTITY_HEADERS,
  type IdentityHeader,
} from '../../src-shared/contract/forward-auth.ts';
import type { VerifyAnswer } from '../../src-shared/contract/verify.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { problemHeaders, toProblem } from '../problem.ts';
import { rateLimitHeaders } from '../rate-limit-headers.ts';

export interface GatewayReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Longer lists of roles are emptied: gateways have room for a few kilobytes of headers, and refuse everything beyond. */
const MAX_ROLES_LENGTH = 2_048;
const CHALLENGE = 'Bearer realm="keywright"';

interface Asked {
  readonly permissions: readonly string[];
  readonly nowMs: number;
}

/** A decision of the verifier. */
export function replyOf(answer: VerifyAnswer, asked: Asked): GatewayReply {
  const common = {
    [DECISION_HEADER.toLowerCase()]: answer.decisionId,
    ...rateLimitHeaders(answer.limits, asked.nowMs),
  };
  if (answer.valid) {
    return { status: 200, headers: { ...common, ...identityOf(answer) }, body: '' };
  }
  const { status, headers, body } = problemReply(refusalOf(answer));
  return { status, headers: { ...headers, ...common, ...adviceOf(answer, asked) }, body };
}

/** A request without a key: RFC 6750 §3.1 wants no error named. */
export function keylessReply(): GatewayReply {
  return problemReply(
    new KeywrightError('request/key-required', 'This API needs a key', {
      hint: 'Send it as Authorization: Bearer KEY, or as X-API-Key: KEY.',
    }),
  );
}

/** Whatever else kept the question from being answered. */
export function problemReply(error: KeywrightError): GatewayReply {
  const problem = toProblem(error);
  return {
    status: problem.status,
    headers: problemHeaders(problem),
    body: JSON.stringify(problem),
  };
}

function refusalOf({ status }: VerifyAnswer): KeywrightError {
  switch (status) {
    case 403:
      return new KeywrightError('request/key-forbidden', 'The key is not good for this request');
    case 429:
      return new KeywrightError('request/key-limited', 'The key has used up a limit');
    default:
      return new KeywrightError('request/key-refused', 'The key is not accepted');
  }
}

/** What the caller can do about it, in headers. */
function adviceOf(answer: VerifyAnswer, { permissions }: Asked): Record<string, string> {
  if (answer.status === 401) return { 'www-authenticate': `${CHALLENGE}, error="invalid_token"` };
  if (answer.outcome === 'permission-denied') {
    const scope =
      permissions.length === 0 ? '' : `, scope="${permissions.map(inHeader).join(' ')}"`;
    return { 'www-authenticate': `${CHALLENGE}, error="insufficient_scope"${scope}` };
  }
  const wait = answer.retryAfterSeconds;
  return wait === null ? {} : { 'retry-after': String(wait) };
}

function identityOf(answer: VerifyAnswer): Record<string, string> {
  const roles = answer.roles?.map(inHeader).join(',') ?? '';
  const facts: Record<IdentityHeader, string | null> = {
    'X-Keywright-Key-Id': answer.keyId,
    'X-Keywright-Version-Id': answer.versionId,
    'X-Keywright-Owner': answer.owner,
    'X-Keywright-Api': answer.api,
    'X-Keywright-Environment': answer.environment,
    // Always there, if empty: Caddy hands on the placeholder of a header that is missing.
    'X-Keywright-Roles': roles.length > MAX_ROLES_LENGTH ? '' : roles,
  };
  return Object.fromEntries(
    IDENTITY_HEADERS.flatMap((name) => {
      const fact = facts[name];
      if (fact === null) return [];
      return [[name.toLowerCase(), name === 'X-Keywright-Roles' ? fact : inHeader(fact)]];
    }),
  );
}

/** Visible ASCII as it is, but for what ends a value or an item; everything else as in URLs. */
function inHeader(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]|[",%\\]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`)
      .join('')
      .toUpperCase(),
  );
}
