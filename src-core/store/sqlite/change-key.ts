/**
 * Changing a key that exists, at the instant of its transaction (../key-changes.ts). Throws key/not-found and the codes of the plan.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import type { KeyRecord } from '../../../src-shared/model/store-records.ts';
import type { KeyChange, PlanKeyChange } from '../key-changes.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';
import { findKeyById, findKeyByVersion } from './key-rows.ts';
import { applyVersionChanges, insertNextVersion } from './version-rows.ts';

export function changeKey(
  tx: StoreTransaction,
  keyId: KeyId,
  plan: PlanKeyChange,
): Change<KeyRecord> {
  return applyPlan(tx, requireKey(tx, keyId), plan);
}

export function changeKeyOfVersion(
  tx: StoreTransaction,
  versionId: VersionId,
  plan: PlanKeyChange,
): Change<KeyRecord> {
  const key = findKeyByVersion(tx.db, versionId);
  if (key === null) throw notFound(`There is no version ${versionId}`);
  return applyPlan(tx, key, plan);
}

function applyPlan(tx: StoreTransaction, key: KeyRecord, plan: PlanKeyChange): Change<KeyRecord> {
  const change = plan(key, tx.nowMs);
  if (change === null) return { result: key, events: [] };
  applyVersionChanges(tx.db, change.versions);
  if (change.added !== null) insertNextVersion(tx, { keyId: key.id, ...change.added });
  setOnKey(tx, key.id, change.columns);
  return { result: requireKey(tx, key.id), events: [change.event] };
}

function setOnKey(tx: StoreTransaction, keyId: KeyId, columns: KeyChange['columns']): void {
  const names = Object.keys(columns);
  if (names.length === 0) return;
  const assignments = names.map((name) => `${name} = ?`).join(', ');
  const { changes } = tx.db
    .prepare(`UPDATE keys SET ${assignments} WHERE id = ?`)
    .run(...Object.values(columns), keyId);
  if (changes !== 1) throw new Error(`key ${keyId} is not there to be changed`);
}

function requireKey(tx: StoreTransaction, keyId: KeyId): KeyRecord {
  const key = findKeyById(tx.db, keyId);
  if (key === null) throw notFound(`There is no key ${keyId}`);
  return key;
}

function notFound(message: string): KeywrightError {
  return new KeywrightError('key/not-found', message);
}
