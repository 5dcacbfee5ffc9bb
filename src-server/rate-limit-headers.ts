/**
 * `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11): structured lists with one member a limit.
 * `r` is what is left, `t` the seconds until the limit is whole again, `q` what may be spent at once.
 */
import type { VerifyAnswer } from '../src-shared/contract/verify.ts';

type Limit = Exclude<NonNullable<VerifyAnswer['limits']>, 'not-checked'>[number];

/** Empty where no limit was asked: a list without members is no header. */
export function rateLimitHeaders(
  limits: VerifyAnswer['limits'],
  nowMs: number,
): Record<string, string> {
  if (limits === null || limits === 'not-checked' || limits.length === 0) return {};
  const list = (member: (limit: Limit) => string): string =>
    limits.map((limit) => `"${limit.name}"${member(limit)}`).join(', ');
  return {
    ratelimit: list(
      ({ remaining, resetAt }) => `;r=${remaining};t=${secondsUntil(resetAt, nowMs)}`,
    ),
    'ratelimit-policy': list(({ limit }) => `;q=${limit}`),
  };
}

/** Rounded up: who waits as told finds the limit whole. */
function secondsUntil(resetAt: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(resetAt) - nowMs) / 1_000));
}
