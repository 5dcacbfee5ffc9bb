/**
 * Issuing keys: each key, its roles, its first version and, where the label is new, its owner. One key is a batch of one. What the keys
 * name is looked up once for all of them, rows are written table by table, and the records are made of what was written, not read back.
 */
import { forItem } from '../../../src-shared/error/for-item.ts';
import type { RoleId } from '../../../src-shared/ids/ids.ts';
import { resolveVersionTimes } from '../../../src-shared/lifecycle/version-times.ts';
import { formatOwnerLabel } from '../../../src-shared/model/names.ts';
import type { KeyRecord } from '../../../src-shared/model/store-records.ts';
import { statement } from '../../postgres/statement.ts';
import { issuedChange, type PlannedKey, refuseLongBatch } from '../issued-keys.ts';
import { encodeLimits } from '../rows/json-columns.ts';
import type { NewKey } from '../verification-store.ts';
import type { Ask } from './audit-rows.ts';
import type { Change, StoreTransaction } from './change-and-append.ts';
import { IssueCatalog } from './issue-catalog.ts';
import { writeBatch } from './write-batch.ts';

/** Throws api/not-found, api/environment-not-found, role/not-found, key/expiry-refused, key/exists. */
export async function issueKey(tx: StoreTransaction, key: NewKey): Promise<Change<KeyRecord>> {
  const { result, events } = await writeKeys(tx, [key], (work) => work());
  const [record] = result;
  if (record === undefined) throw new Error('no key was issued');
  return { result: record, events };
}

/** As issueKey for each; the error names the key that was refused. Throws usage/invalid-argument for too many. */
export async function issueKeys(
  tx: StoreTransaction,
  keys: readonly NewKey[],
): Promise<Change<readonly KeyRecord[]>> {
  refuseLongBatch(keys.length);
  return writeKeys(tx, keys, (work, index) =>
    forItem({ what: 'Key', index, count: keys.length }, work),
  );
}

/** Runs what is done for one key, so that its faults are told as those of that key. */
type ForKey = <Result>(work: () => Result, index: number) => Result;

async function writeKeys(
  tx: StoreTransaction,
  keys: readonly NewKey[],
  forKey: ForKey,
): Promise<Change<readonly KeyRecord[]>> {
  const catalog = await IssueCatalog.read(tx, keys);
  const checks = keys.map((key, index) => forKey(() => checkKey(tx, key, catalog), index));
  const owners = keys.map(({ owner }) => owner);
  await catalog.createOwners(tx, owners, (label, fault) => {
    const index = owners.findIndex((owner) => formatOwnerLabel(owner) === label);
    return forKey(() => rethrow(fault), index);
  });
  const plans = checks.map((check) => {
    const { owner, events } = catalog.owner(check.key.owner);
    return { ...check, owner, ownerEvents: events };
  });
  await writeBatch(tx, {
    items: plans.map((plan, index) => ({ plan, index })),
    write: (items) =>
      insertKeys(
        tx,
        items.map(({ plan }) => plan),
      ),
    refuse: ({ index }, fault) => forKey(() => rethrow(fault), index),
  });
  return issuedChange(plans, tx.nowMs);
}

function rethrow(fault: unknown): never {
  throw fault;
}

type CheckedKey = Omit<PlannedKey, 'owner' | 'ownerEvents'>;

function checkKey(tx: StoreTransaction, key: NewKey, catalog: IssueCatalog): CheckedKey {
  const api = catalog.api(key);
  const times = resolveVersionTimes(key, tx.nowMs);
  const roleIds: readonly RoleId[] = [...new Set(key.roleIds)];
  const roles = roleIds.map((roleId) => catalog.role(roleId).name).toSorted();
  return { key, api, roleIds, roles, times };
}

const INSERT_KEYS = statement(
  `INSERT INTO keywright.keys
     (id, name, api_id, environment, owner_id, permissions, limits, created_at_ms)
   SELECT id, name, api_id, environment, owner_id, permissions, limits, $8
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
          WITH ORDINALITY AS n (id, name, api_id, environment, owner_id, permissions, limits, place)
    ORDER BY place`,
);
const INSERT_ROLES = statement(
  'INSERT INTO keywright.key_roles (key_id, role_id) SELECT * FROM unnest($1::text[], $2::text[])',
);
const INSERT_VERSIONS = statement(
  `INSERT INTO keywright.versions
     (id, key_id, number, state, pepper_id, hash, created_at_ms, not_before_ms, expires_at_ms)
   SELECT id, key_id, 1, 'active', pepper_id, hash, $5, not_before_ms, expires_at_ms
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $6::bigint[], $7::bigint[])
          AS n (id, key_id, pepper_id, hash, not_before_ms, expires_at_ms)`,
);

async function insertKeys(tx: StoreTransaction, plans: readonly PlannedKey[]): Promise<void> {
  await tx.ask(INSERT_KEYS, [
    plans.map(({ key }) => key.id),
    plans.map(({ key }) => key.name),
    plans.map(({ key }) => key.apiId),
    plans.map(({ key }) => key.environment),
    plans.map(({ owner }) => owner.id),
    plans.map(({ key }) => JSON.stringify(key.permissions)),
    plans.map(({ key }) => encodeLimits(key.limits)),
    tx.nowMs,
  ]);
  await insertRoles(tx.ask, plans);
  await tx.ask(INSERT_VERSIONS, [
    plans.map(({ key }) => key.version.id),
    plans.map(({ key }) => key.id),
    plans.map(({ key }) => key.version.pepperId),
    plans.map(({ key }) => key.version.hash),
    tx.nowMs,
    plans.map(({ times }) => times.notBeforeMs),
    plans.map(({ times }) => times.expiresAtMs),
  ]);
}

async function insertRoles(ask: Ask, plans: readonly PlannedKey[]): Promise<void> {
  const pairs = plans.flatMap(({ key, roleIds }) => roleIds.map((roleId) => [key.id, roleId]));
  if (pairs.length === 0) return;
  await ask(INSERT_ROLES, [
    pairs.map(([keyId = '']) => keyId),
    pairs.map(([, roleId = '']) => roleId),
  ]);
}
