/** The server token: 32 random bytes per start, shown as `Authorization: Bearer …` by programs that may read the runtime directory. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { RandomSource } from '../src-core/runtime/random.ts';
import { SecretText } from '../src-core/secret/secret-bytes.ts';
import { headerOf, type RequestHead } from './request-head.ts';

const TOKEN_BYTES = 32;
const BEARER = /^Bearer ([0-9A-Za-z_-]{43})$/i;

export interface ServerToken {
  /** 43 base64url characters; for the token files only. */
  readonly text: SecretText;
  /** Whether the head carries it in its Authorization header; compared in constant time. */
  isShownBy(head: RequestHead): boolean;
  /** Whether the text is the token; compared in constant time. */
  isText(text: string): boolean;
}

export function createServerToken(random: RandomSource): ServerToken {
  const text = random.bytes(TOKEN_BYTES).toString('base64url');
  const digest = sha256(text);
  const isText = (shown: string): boolean => timingSafeEqual(sha256(shown), digest);
  return {
    text: new SecretText(text),
    isShownBy(head) {
      const match = BEARER.exec(headerOf(head, 'authorization') ?? '');
      return match !== null && isText(match[1] as string);
    },
    isText,
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
