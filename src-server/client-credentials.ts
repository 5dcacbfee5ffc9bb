/**
 * Who asks at the OAuth endpoint: the server token as a bearer token (RFC 6750), or as the secret of a client that authenticates with
 * HTTP Basic (RFC 6749 §2.3.1). There is one secret, so the client may call itself what it likes.
 */
import { headerOf, type RequestHead } from './request-head.ts';
import type { ServerToken } from './server-token.ts';

type ClientVerdict =
  | { readonly isKnown: true }
  /** What to answer in WWW-Authenticate: the scheme that was used, or both. */
  | { readonly isKnown: false; readonly challenge: string };

const BASIC = /^Basic ([A-Za-z0-9+/]{1,512}={0,2})$/i;
const BASIC_CHALLENGE = 'Basic realm="keywright"';
const BEARER_CHALLENGE = 'Bearer realm="keywright"';

export function judgeClient(head: RequestHead, token: ServerToken): ClientVerdict {
  const header = headerOf(head, 'authorization');
  if (header === null || header === '') {
    return { isKnown: false, challenge: `${BASIC_CHALLENGE}, ${BEARER_CHALLENGE}` };
  }
  if (!/^basic /i.test(header)) {
    if (token.isShownBy(head)) return { isKnown: true };
    return { isKnown: false, challenge: `${BEARER_CHALLENGE}, error="invalid_token"` };
  }
  const secret = basicSecret(header);
  if (secret !== null && token.isText(secret)) return { isKnown: true };
  return { isKnown: false, challenge: BASIC_CHALLENGE };
}

/** Both parts are form-encoded before they are joined by a colon. */
function basicSecret(header: string): string | null {
  const encoded = BASIC.exec(header)?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('latin1');
  const colon = pair.indexOf(':');
  if (colon === -1) return null;
  try {
    return decodeURIComponent(pair.slice(colon + 1).replaceAll('+', ' '));
  } catch {
    return null;
  }
}
