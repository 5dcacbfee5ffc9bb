/**
 * Issuing keys: each key, its roles, its first version and, where the label is new, its owner. One key is a batch of one. The API, the
 * owner and the roles are looked up once for all keys of a batch, and the records are made of what was written, not read back.
 */
import { forItem } from '../../../src-shared/error/for-item.ts';
import { resolveVersionTimes } from '../../../src-shared/lifecycle/version-times.ts';
import type { KeyRecord } from '../../../src-shared/model/store-records.ts';
import { issuedChange, type PlannedKey, refuseLongBatch } from '../issued-keys.ts';
import { encodeLimits } from '../rows/json-columns.ts';
import type { NewKey } from '../verification-store.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';
import { withConstraintCodes } from './constraint-fault.ts';
import { IssueCatalog } from './issue-catalog.ts';
import { insertFirstVersion } from './version-rows.ts';

/** Throws api/not-found, api/environment-not-found, role/not-found, key/expiry-refused, key/exists. */
export function issueKey(tx: StoreTransaction, key: NewKey): Change<KeyRecord> {
  const { result, events } = writeKeys(tx, [key], (work) => work());
  const [record] = result;
  if (record === undefined) throw new Error('no key was issued');
  return { result: record, events };
}

/** As issueKey for each; the error names the key that was refused. Throws usage/invalid-argument for too many. */
export function issueKeys(
  tx: StoreTransaction,
  keys: readonly NewKey[],
): Change<readonly KeyRecord[]> {
  refuseLongBatch(keys.length);
  return writeKeys(tx, keys, (work, index) =>
    forItem({ what: 'Key', index, count: keys.length }, () => withConstraintCodes(work)),
  );
}

/** Runs what is done for one key, so that its faults are told as those of that key. */
type ForKey = <Result>(work: () => Result, index: number) => Result;

/** Table by table: rows that lie together are written together, which is a third quicker than key by key. */
function writeKeys(
  tx: StoreTransaction,
  keys: readonly NewKey[],
  forKey: ForKey,
): Change<readonly KeyRecord[]> {
  const catalog = new IssueCatalog(tx);
  const plans = keys.map((key, index) => forKey(() => planKey(tx, key, catalog), index));
  for (const write of [insertKey, insertRoles, insertVersion]) {
    for (const [index, plan] of plans.entries()) forKey(() => write(tx, plan), index);
  }
  return issuedChange(plans, tx.nowMs);
}

function planKey(tx: StoreTransaction, key: NewKey, catalog: IssueCatalog): PlannedKey {
  const api = catalog.api(key);
  const times = resolveVersionTimes(key, tx.nowMs);
  const { owner, events } = catalog.owner(key.owner);
  const roleIds = [...new Set(key.roleIds)];
  const roles = roleIds.map((roleId) => catalog.role(roleId).name).toSorted();
  return { key, api, owner, ownerEvents: events, roleIds, roles, times };
}

function insertKey(tx: StoreTransaction, { key, owner }: PlannedKey): void {
  tx.db
    .prepare(
      `INSERT INTO keys (id, name, api_id, environment, owner_id, permissions, limits, created_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      key.id,
      key.name,
      key.apiId,
      key.environment,
      owner.id,
      JSON.stringify(key.permissions),
      encodeLimits(key.limits),
      tx.nowMs,
    );
}

function insertRoles(tx: StoreTransaction, { key, roleIds }: PlannedKey): void {
  const insert = tx.db.prepare('INSERT INTO key_roles (key_id, role_id) VALUES (?, ?)');
  for (const roleId of roleIds) insert.run(key.id, roleId);
}

function insertVersion(tx: StoreTransaction, { key, times }: PlannedKey): void {
  insertFirstVersion(tx, { keyId: key.id, version: key.version, times });
}
