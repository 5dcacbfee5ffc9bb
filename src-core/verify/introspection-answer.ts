/** What RFC 7662 says of a key that is active; of any other nothing but that it is not. */
import type { IntrospectionAnswer } from '../../src-shared/contract/introspection.ts';
import type { CompiledVersion } from './compiled-version.ts';

const MS_PER_SECOND = 1_000;

export const INACTIVE: IntrospectionAnswer = { active: false };

/** Ends are rounded down and beginnings up, so that no second counts in which the key is refused. */
export function activeAnswer({ stored, owner, permissions }: CompiledVersion): IntrospectionAnswer {
  const { notBeforeMs, expiresAtMs, endsAtMs, issuedAtMs } = stored;
  const ends = [expiresAtMs, endsAtMs].filter((ms) => ms !== null);
  return {
    active: true,
    ...(permissions.length === 0 ? {} : { scope: permissions.join(' ') }),
    client_id: stored.keyId,
    sub: owner,
    aud: stored.apiName,
    jti: stored.versionId,
    token_type: 'Bearer',
    environment: stored.environment,
    iat: Math.floor(issuedAtMs / MS_PER_SECOND),
    ...(notBeforeMs === null ? {} : { nbf: Math.ceil(notBeforeMs / MS_PER_SECOND) }),
    ...(ends.length === 0 ? {} : { exp: Math.floor(Math.min(...ends) / MS_PER_SECOND) }),
  };
}
