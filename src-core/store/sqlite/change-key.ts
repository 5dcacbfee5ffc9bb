/**
 * Changes of a key that exists: each applies a plan of src-shared/lifecycle at the instant of its transaction, after the deadlines
 * that time has reached meanwhile. All throw key/not-found and the codes of their plan.
 */
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import {
  planDisabling,
  planExtension,
  planFinish,
  planKeyRevocation,
  planReachedDeadlines,
  planRollback,
  planRotation,
  planVersionRevocation,
  type VersionChange,
} from '../../../src-shared/lifecycle/key-transitions.ts';
import { resolveSuccessorTimes } from '../../../src-shared/lifecycle/version-times.ts';
import type { KeyRecord, Revocation } from '../../../src-shared/model/store-records.ts';
import {
  type EventFacts,
  keyDisabled,
  keyRevoked,
  keyRotated,
  rotationStep,
  versionRevoked,
} from '../store-events.ts';
import type { Rotation } from '../verification-store.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';
import { findKeyById, findKeyByVersion } from './key-rows.ts';
import { applyVersionChanges, insertNextVersion } from './version-rows.ts';

export function rotateKey(tx: StoreTransaction, rotation: Rotation): Change<KeyRecord> {
  const key = requireKey(tx, rotation.keyId);
  const { predecessor, changes } = planRotation(key, tx.nowMs, rotation);
  const times = resolveSuccessorTimes(predecessor, rotation.expires, tx.nowMs);
  applyVersionChanges(tx.db, changes);
  insertNextVersion(tx, { keyId: key.id, version: rotation.version, times });
  return changed(tx, key, keyRotated({ rotation, times, changes }));
}

export function finishRotation(tx: StoreTransaction, keyId: KeyId): Change<KeyRecord> {
  const key = requireKey(tx, keyId);
  const changes = applyPlan(tx, key, planFinish(key, tx.nowMs));
  return changed(tx, key, rotationStep('finished', key, changes));
}

export function extendRotation(
  tx: StoreTransaction,
  keyId: KeyId,
  byMs: number,
): Change<KeyRecord> {
  const key = requireKey(tx, keyId);
  const changes = applyPlan(tx, key, planExtension(key, tx.nowMs, byMs));
  return changed(tx, key, rotationStep('extended', key, changes));
}

export function rollBackRotation(tx: StoreTransaction, keyId: KeyId): Change<KeyRecord> {
  const key = requireKey(tx, keyId);
  const changes = applyPlan(tx, key, planRollback(key, tx.nowMs));
  return changed(tx, key, rotationStep('rolled-back', key, changes));
}

export function revokeKey(tx: StoreTransaction, keyId: KeyId, why: Revocation): Change<KeyRecord> {
  const key = requireKey(tx, keyId);
  const changes = applyPlan(tx, key, planKeyRevocation(key, tx.nowMs, why));
  setOnKey(tx, key.id, {
    sql: 'UPDATE keys SET revoked_at_ms = ?, revocation_code = ?, revocation_note = ? WHERE id = ?',
    values: [tx.nowMs, why.code, why.note],
  });
  return changed(tx, key, keyRevoked(key, why, changes));
}

export function revokeVersion(
  tx: StoreTransaction,
  versionId: VersionId,
  why: Revocation,
): Change<KeyRecord> {
  const key = findKeyByVersion(tx.db, versionId);
  if (key === null) throw notFound(`There is no version ${versionId}`);
  const plan = planVersionRevocation(key, versionId, { nowMs: tx.nowMs, why });
  const changes = applyPlan(tx, key, plan);
  return changed(tx, key, versionRevoked({ keyId: key.id, versionId }, why, changes));
}

export function setKeyDisabled(
  tx: StoreTransaction,
  keyId: KeyId,
  isDisabled: boolean,
): Change<KeyRecord> {
  const key = requireKey(tx, keyId);
  if (!planDisabling(key, isDisabled)) return { result: key, events: [] };
  const changes = applyPlan(tx, key, []);
  setOnKey(tx, key.id, {
    sql: 'UPDATE keys SET disabled_at_ms = ? WHERE id = ?',
    values: [isDisabled ? tx.nowMs : null],
  });
  return changed(tx, key, keyDisabled(key, isDisabled, changes));
}

function requireKey(tx: StoreTransaction, keyId: KeyId): KeyRecord {
  const key = findKeyById(tx.db, keyId);
  if (key === null) throw notFound(`There is no key ${keyId}`);
  return key;
}

function notFound(message: string): KeywrightError {
  return new KeywrightError('key/not-found', message);
}

/** Applies the plan after the reached deadlines, and returns all that changed. */
function applyPlan(
  tx: StoreTransaction,
  key: KeyRecord,
  plan: readonly VersionChange[],
): readonly VersionChange[] {
  const changes = [...planReachedDeadlines(key, tx.nowMs), ...plan];
  applyVersionChanges(tx.db, changes);
  return changes;
}

interface KeyUpdate {
  /** Ends in `WHERE id = ?`. */
  readonly sql: string;
  readonly values: readonly (number | string | null)[];
}

function setOnKey(tx: StoreTransaction, keyId: KeyId, update: KeyUpdate): void {
  const { changes } = tx.db.prepare(update.sql).run(...update.values, keyId);
  if (changes !== 1) throw new Error(`key ${keyId} is not there to be changed`);
}

function changed(tx: StoreTransaction, key: KeyRecord, event: EventFacts): Change<KeyRecord> {
  return { result: requireKey(tx, key.id), events: [event] };
}
