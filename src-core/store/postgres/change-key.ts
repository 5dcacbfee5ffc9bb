/**
 * Changing a key that exists, which is locked before the instant of the change (../key-changes.ts). Throws key/not-found and the codes
 * of the plan.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import type { KeyRecord } from '../../../src-shared/model/store-records.ts';
import type { PlanKeyChange } from '../key-changes.ts';
import type { Change, Mutation, StoreTransaction } from './change-and-append.ts';
import { findKeyById, keyIdOfVersion, lockKey } from './key-rows.ts';
import { applyVersionChanges, insertNextVersion, setColumns } from './version-rows.ts';

export function changeKey(keyId: KeyId, plan: PlanKeyChange): Mutation<KeyRecord> {
  return {
    lock: async (ask) => {
      if (!(await lockKey(ask, keyId))) throw notFound(`There is no key ${keyId}`);
    },
    change: (tx) => applyPlan(tx, keyId, plan),
  };
}

export function changeKeyOfVersion(versionId: VersionId, plan: PlanKeyChange): Mutation<KeyRecord> {
  let keyId: KeyId | null = null;
  const absent = (): KeywrightError => notFound(`There is no version ${versionId}`);
  return {
    lock: async (ask) => {
      keyId = await keyIdOfVersion(ask, versionId);
      if (keyId === null || !(await lockKey(ask, keyId))) throw absent();
    },
    change: (tx) => {
      if (keyId === null) throw absent();
      return applyPlan(tx, keyId, plan);
    },
  };
}

async function applyPlan(
  tx: StoreTransaction,
  keyId: KeyId,
  plan: PlanKeyChange,
): Promise<Change<KeyRecord>> {
  const key = await requireKey(tx, keyId);
  const change = plan(key, tx.nowMs);
  if (change === null) return { result: key, events: [] };
  await applyVersionChanges(tx, change.versions);
  if (change.added !== null) await insertNextVersion(tx, { keyId, ...change.added });
  await setColumns(tx, { table: 'keys', id: keyId }, change.columns);
  return { result: await requireKey(tx, keyId), events: [change.event] };
}

async function requireKey(tx: StoreTransaction, keyId: KeyId): Promise<KeyRecord> {
  const key = await findKeyById(tx.ask, keyId);
  if (key === null) throw notFound(`There is no key ${keyId}`);
  return key;
}

function notFound(message: string): KeywrightError {
  return new KeywrightError('key/not-found', message);
}
