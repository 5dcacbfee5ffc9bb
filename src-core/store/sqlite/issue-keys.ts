/**
 * Issuing keys: each key, its roles, its first version and, where the label is new, its owner. One key is a batch of one. The API, the
 * owner and the roles are looked up once for all keys of a batch, and the records are made of what was written, not read back.
 */
import { forItem } from '../../../src-shared/error/for-item.ts';
import { KeywrightError } from '../../../src-shared/error/keywright-error.ts';
import type { RoleId } from '../../../src-shared/ids/ids.ts';
import {
  resolveVersionTimes,
  type VersionTimes,
} from '../../../src-shared/lifecycle/version-times.ts';
import type { ApiRecord, KeyRecord, OwnerRecord } from '../../../src-shared/model/store-records.ts';
import { type EventFacts, keyIssued } from '../store-events.ts';
import { MAX_BATCH_KEYS, type NewKey } from '../verification-store.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';
import { withConstraintCodes } from './constraint-fault.ts';
import { IssueCatalog } from './issue-catalog.ts';
import { encodeLimits } from './json-columns.ts';
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
  if (keys.length > MAX_BATCH_KEYS) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `A batch has at most ${MAX_BATCH_KEYS} keys; this one has ${keys.length}`,
      { hint: 'Issue them in several batches.' },
    );
  }
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
  const result = plans.map((plan) => recordOf(plan, tx.nowMs));
  const events = plans.flatMap((plan, index) => {
    const record = result[index];
    return record === undefined
      ? []
      : [...plan.ownerEvents, keyIssued(record, plan.key.version, plan.times)];
  });
  return { result, events };
}

interface PlannedKey {
  readonly key: NewKey;
  readonly api: ApiRecord;
  readonly owner: OwnerRecord;
  /** The event of the owner, before that of the key, where it was created for it. */
  readonly ownerEvents: readonly EventFacts[];
  readonly roleIds: readonly RoleId[];
  readonly roles: readonly string[];
  readonly times: VersionTimes;
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

/** What reading the key now would give. */
function recordOf({ key, api, owner, roles, times }: PlannedKey, nowMs: number): KeyRecord {
  return {
    id: key.id,
    name: key.name,
    api: { id: api.id, name: api.name, prefix: api.prefix },
    environment: key.environment,
    owner,
    permissions: key.permissions,
    roles,
    limits: key.limits.map(({ name, limit, periodMs }) => ({ name, limit, periodMs })),
    createdAtMs: nowMs,
    disabledAtMs: null,
    revokedAtMs: null,
    revocation: null,
    versions: [
      {
        id: key.version.id,
        state: 'active',
        pepperId: key.version.pepperId,
        createdAtMs: nowMs,
        notBeforeMs: times.notBeforeMs,
        expiresAtMs: times.expiresAtMs,
        endsAtMs: null,
        retiredAtMs: null,
        revokedAtMs: null,
        revocation: null,
      },
    ],
  };
}
