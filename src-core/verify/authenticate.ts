/**
 * Step one: who is it? Order: length, pattern, checksum (no I/O), lookup by id, hash, constant-time comparison; state and time only
 * then. Until the secret matches there are two answers, `malformed` and `unknown`, and neither names a key.
 * An unknown id costs the same hash and comparison as a wrong secret; that the lookup itself differs by nanoseconds is not hidden,
 * since ids are no secret (docs/key-format.md).
 */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import { parseToken } from '../../src-shared/key-format/token.ts';
import { versionStanding } from '../../src-shared/lifecycle/key-status.ts';
import { hashToken, isSameDigest } from '../keys/token-hash.ts';
import type { StoreKeys } from '../pepper/store-keys.ts';
import type { MaybePromise } from '../runtime/maybe-promise.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { CompiledVersion } from './compiled-version.ts';
import type { RecordCache } from './record-cache.ts';

export type AuthenticationOutcome =
  | 'revoked'
  | 'retired'
  | 'expired'
  | 'not-yet-valid'
  | 'disabled';

export type Authentication =
  | { readonly kind: 'stranger'; readonly outcome: 'malformed' | 'unknown' }
  /** The secret matched; outcome null where the version may be used. */
  | {
      readonly kind: 'known';
      readonly version: CompiledVersion;
      readonly outcome: AuthenticationOutcome | null;
    };

export interface AuthenticateDeps {
  readonly cache: Pick<RecordCache, 'find'>;
  readonly keys: StoreKeys;
  readonly clock: JudgingClock;
  /** What a token with an unknown id is compared with. */
  readonly dummy: DummyVersion;
}

/** Ends are judged by `nowMs`, beginnings by `earliestMs` where the time is known within bounds only. */
export interface JudgingClock {
  nowMs(): number;
  earliestMs?(): number;
}

/** Stands in for an absent record: hashed and compared like one, and equal to nothing. */
export interface DummyVersion {
  readonly keyId: KeyId;
  /** 32 random bytes. */
  readonly digest: Buffer;
  readonly pepper: SecretBytes;
}

const MALFORMED: Authentication = { kind: 'stranger', outcome: 'malformed' };
const UNKNOWN: Authentication = { kind: 'stranger', outcome: 'unknown' };

/**
 * At hand at once where the record is. Throws, or rejects with, pepper/unavailable, pepper/mismatch and store/… where the question
 * cannot be answered: never an outcome of the key.
 */
export function authenticate(deps: AuthenticateDeps, token: string): MaybePromise<Authentication> {
  const parsed = parseToken(token);
  if (parsed === null) return MALFORMED;
  const { versionId } = parsed;
  const found = deps.cache.find(versionId);
  if (!(found instanceof Promise)) return judge(deps, { token, versionId }, found);
  return found.then((version) => judge(deps, { token, versionId }, version));
}

export interface Claim {
  readonly token: string;
  readonly versionId: VersionId;
}

/** Judges a token by the record that its id names; null: no version has that id. */
export function judge(
  deps: AuthenticateDeps,
  { token, versionId }: Claim,
  version: CompiledVersion | null,
): Authentication {
  const binding = {
    storeId: deps.keys.storeId,
    keyId: version?.stored.keyId ?? deps.dummy.keyId,
    versionId,
  };
  const digest = hashToken(version?.pepper ?? deps.dummy.pepper, binding, token);
  const isMatch = isSameDigest(digest, version?.stored.hash ?? deps.dummy.digest);
  if (version === null || !isMatch) return UNKNOWN;
  return { kind: 'known', version, outcome: stateOutcome(version, deps.clock) };
}

/** Revoked, retired, expired, not yet valid, disabled: the first that holds. A pending version is not valid yet. */
function stateOutcome(
  { stored }: CompiledVersion,
  clock: JudgingClock,
): AuthenticationOutcome | null {
  if (stored.isKeyRevoked) return 'revoked';
  const nowMs = clock.nowMs();
  const standing = versionStanding(stored, nowMs, clock.earliestMs?.() ?? nowMs);
  if (standing === 'pending') return 'not-yet-valid';
  if (standing !== 'usable') return standing;
  return stored.isKeyDisabled ? 'disabled' : null;
}
