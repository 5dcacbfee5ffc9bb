/** The proxy token of gateways, in a header of its own: `Authorization` holds the caller's key. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { SecretText } from '../src-core/secret/secret-bytes.ts';
import { PROXY_TOKEN_HEADER } from '../src-shared/contract/forward-auth.ts';
import { headerOf, type RequestHead } from './request-head.ts';

const HEADER = PROXY_TOKEN_HEADER.toLowerCase();

export type ProxyProof = 'none' | 'wrong' | 'shown';

export interface ProxyToken {
  /** What the head shows; compared in constant time. */
  proofOf(head: RequestHead): ProxyProof;
}

/** Null: this server has none, and whatever is shown is wrong. */
export function createProxyToken(text: SecretText | null): ProxyToken {
  const digest = text === null ? null : sha256(text.expose());
  return {
    proofOf(head) {
      const shown = headerOf(head, HEADER);
      if (shown === null) return 'none';
      return digest !== null && timingSafeEqual(sha256(shown), digest) ? 'shown' : 'wrong';
    },
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
