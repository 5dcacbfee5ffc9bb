/** What issuing a batch of keys comes to, whichever database they are written to: the records and the events. */
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { RoleId } from '../../src-shared/ids/ids.ts';
import type { VersionTimes } from '../../src-shared/lifecycle/version-times.ts';
import type { ApiRecord, KeyRecord, OwnerRecord } from '../../src-shared/model/store-records.ts';
import { type EventFacts, keyIssued } from './store-events.ts';
import { MAX_BATCH_KEYS, type NewKey } from './verification-store.ts';

export interface PlannedKey {
  readonly key: NewKey;
  readonly api: ApiRecord;
  readonly owner: OwnerRecord;
  /** The event of the owner, before that of the key, where it was created for it. */
  readonly ownerEvents: readonly EventFacts[];
  readonly roleIds: readonly RoleId[];
  readonly roles: readonly string[];
  readonly times: VersionTimes;
}

interface IssuedKeys {
  readonly result: readonly KeyRecord[];
  readonly events: readonly EventFacts[];
}

/** Records and events in the order of the keys. */
export function issuedChange(plans: readonly PlannedKey[], nowMs: number): IssuedKeys {
  const result = plans.map((plan) => recordOf(plan, nowMs));
  const events = plans.flatMap((plan, index) => {
    const record = result[index];
    return record === undefined
      ? []
      : [...plan.ownerEvents, keyIssued(record, plan.key.version, plan.times)];
  });
  return { result, events };
}

/** Throws usage/invalid-argument for more keys than a batch may have. */
export function refuseLongBatch(count: number): void {
  if (count > MAX_BATCH_KEYS) {
    throw new KeywrightError(
      'usage/invalid-argument',
      `A batch has at most ${MAX_BATCH_KEYS} keys; this one has ${count}`,
      { hint: 'Issue them in several batches.' },
    );
  }
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
