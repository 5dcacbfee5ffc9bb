/** Rotating a key: the successor's token is made here, the life cycle's rules are the store's (src-shared/lifecycle). */
import type { RotateInput } from '../../src-shared/contract/engine-calls.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { VersionId } from '../../src-shared/ids/ids.ts';
import { DEFAULT_GRACE_MS, planRotation } from '../../src-shared/lifecycle/key-transitions.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import type { MutationContext, Rotation } from '../store/verification-store.ts';
import type { IssuedKey } from './issue-key.ts';
import { getKey, type KeyDesk, loadCurrentPepper } from './key-desk.ts';
import { hashToken } from './token-hash.ts';
import { newToken } from './token-secret.ts';

export interface PreparedRotation {
  readonly key: KeyRecord;
  readonly rotation: Rotation;
  readonly versionId: VersionId;
  readonly token: string;
}

/**
 * Checks that the key may be rotated now and makes its successor's token and hash. Changes nothing; the store checks again.
 * Throws key/…, pepper/…, and usage/invalid-argument where a leaked rotation was given a grace.
 */
export async function prepareRotation(
  input: RotateInput,
  desk: KeyDesk,
): Promise<PreparedRotation> {
  const key = await getKey(desk.store, input.key);
  const graceMs = graceOf(input);
  planRotation(key, await desk.store.nowMs(), { graceMs, isLeaked: input.isLeaked });
  const pepper = await loadCurrentPepper(desk);
  const { versionId, token } = newToken(key.api.prefix, key.environment, desk.random);
  const hash = hashToken(pepper.bytes, { storeId: desk.store.id, keyId: key.id, versionId }, token);
  const rotation: Rotation = {
    keyId: key.id,
    version: { id: versionId, pepperId: pepper.id, hash },
    graceMs,
    isLeaked: input.isLeaked,
    expires: input.expires,
  };
  return { key, rotation, versionId, token };
}

/** Prepares and commits in one go, with no copy in any vault. */
export async function rotateKey(
  input: RotateInput,
  desk: KeyDesk,
  ctx: MutationContext,
): Promise<IssuedKey> {
  const prepared = await prepareRotation(input, desk);
  const key = await desk.store.rotateKey(prepared.rotation, ctx);
  return { key, versionId: prepared.versionId, token: prepared.token };
}

function graceOf(input: RotateInput): number {
  assertNoGraceForLeaked(input);
  return input.isLeaked ? 0 : (input.graceMs ?? DEFAULT_GRACE_MS);
}

/** Needs no store, so that it can be said before a password is asked for. Throws usage/invalid-argument. */
export function assertNoGraceForLeaked(input: Pick<RotateInput, 'isLeaked' | 'graceMs'>): void {
  if (!input.isLeaked || input.graceMs === null) return;
  throw new KeywrightError(
    'usage/invalid-argument',
    'A leaked key gets no grace period: leave out --grace, or leave out --leaked',
  );
}
