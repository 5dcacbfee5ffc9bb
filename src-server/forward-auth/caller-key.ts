/** The key of the original caller: from `Authorization: Bearer` or `X-API-Key`, one of the two and once. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { headerOf, type RequestHead } from '../request-head.ts';

const BEARER = /^Bearer +([^\s,]+)$/i;

/** Null: no key was sent. Throws request/malformed where both headers are there; the gate refuses either one twice. */
export function readCallerKey(head: RequestHead): string | null {
  const authorization = headerOf(head, 'authorization');
  const apiKey = headerOf(head, 'x-api-key');
  if (authorization !== null && apiKey !== null) {
    throw new KeywrightError(
      'request/malformed',
      'A key goes in Authorization or in X-API-Key, never in both',
    );
  }
  if (apiKey !== null) return apiKey === '' ? null : apiKey;
  return BEARER.exec(authorization ?? '')?.[1] ?? null;
}
