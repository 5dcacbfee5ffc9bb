/** A stored version made ready for many verifications: grants read once, the pepper checked once, texts formatted once. */
import { timingSafeEqual } from 'node:crypto';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { PepperId } from '../../src-shared/ids/ids.ts';
import { formatOwnerLabel } from '../../src-shared/model/names.ts';
import { type Grant, parseGrant } from '../../src-shared/permission/grant.ts';
import { formatInstantOrNull } from '../../src-shared/time/instant.ts';
import { pepperCheck } from '../keys/token-hash.ts';
import type { StoreKeys } from '../pepper/store-keys.ts';
import type { SecretBytes } from '../secret/secret-bytes.ts';
import type { StoredVersion } from '../store/verification-store.ts';

export interface CompiledVersion {
  readonly stored: StoredVersion;
  /** The pepper its hash was made under. */
  readonly pepper: SecretBytes;
  readonly grants: readonly Grant[];
  /** What the key may do: its own grants, then those of its roles, each once, as written. */
  readonly permissions: readonly string[];
  readonly roleNames: readonly string[];
  readonly owner: string;
  readonly expiresAt: string | null;
  readonly retiringAt: string | null;
}

const HASH_BYTES = 32;

/**
 * Prepares a version. Throws pepper/unavailable where its pepper is not at hand, pepper/mismatch where it is the wrong one, and
 * store/damaged where the row cannot have been written by us: a key is never judged by half of its record.
 */
export type CompileVersion = (stored: StoredVersion) => CompiledVersion;

export function createVersionCompiler(keys: StoreKeys): CompileVersion {
  /** What each pepper's row must hold; computed when it is first asked for. */
  const checks = new Map<PepperId, Buffer>();

  function checkOf(id: PepperId, pepper: SecretBytes): Buffer {
    const known = checks.get(id);
    if (known !== undefined) return known;
    const check = pepperCheck(pepper);
    checks.set(id, check);
    return check;
  }

  function requirePepper(stored: StoredVersion): SecretBytes {
    const { pepperId } = stored;
    const pepper = keys.peppers.get(pepperId);
    if (pepper === undefined) {
      const message = `The pepper ${pepperId} that this store names is not at hand`;
      throw new KeywrightError('pepper/unavailable', message);
    }
    const expected = checkOf(pepperId, pepper);
    const isRight =
      expected.length === stored.pepperCheck.length &&
      timingSafeEqual(expected, stored.pepperCheck);
    if (isRight) return pepper;
    const message = `The pepper ${pepperId} is not the one this store was made with`;
    throw new KeywrightError('pepper/mismatch', message);
  }

  return (stored) => {
    const pepper = requirePepper(stored);
    if (stored.hash.length !== HASH_BYTES) throw damaged(stored);
    const permissions = allPermissions(stored);
    return {
      stored,
      pepper,
      grants: permissions.map((text) => readGrant(text, stored)),
      permissions,
      roleNames: stored.roles.map((role) => role.name),
      owner: formatOwnerLabel(stored.owner),
      expiresAt: formatInstantOrNull(stored.expiresAtMs),
      retiringAt: formatInstantOrNull(stored.endsAtMs),
    };
  };
}

/** Its own, then those of its roles, each once. */
function allPermissions({ permissions, roles }: StoredVersion): readonly string[] {
  return [...new Set([permissions, ...roles.map((role) => role.permissions)].flat())];
}

function readGrant(text: string, stored: StoredVersion): Grant {
  try {
    return parseGrant(text);
  } catch (error) {
    throw damaged(stored, error);
  }
}

function damaged(stored: StoredVersion, cause?: unknown): KeywrightError {
  return new KeywrightError(
    'store/damaged',
    `The record of version ${stored.versionId} cannot be read`,
    { cause },
  );
}
