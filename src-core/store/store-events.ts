/**
 * What each mutation says in the audit log: kind, subject and facts (docs/audit-log.md, "Events"). One list for every adapter.
 * The facts suffice to replay the log and compare it with the rows; none is a secret or a hash.
 */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { VersionChange } from '../../src-shared/lifecycle/key-transitions.ts';
import type { VersionTimes } from '../../src-shared/lifecycle/version-times.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import { formatOwnerLabel } from '../../src-shared/model/names.ts';
import type {
  ApiRecord,
  AuditEvent,
  KeyRecord,
  OwnerRecord,
  Revocation,
  RoleRecord,
} from '../../src-shared/model/store-records.ts';
import type { EventDraft } from '../audit/canonical-event.ts';
import type { NewVersion, PepperRow, Rotation } from './verification-store.ts';

/** An event without its id and without who did it. */
export type EventFacts = Pick<EventDraft, 'kind' | 'subject' | 'details'>;

export function storeCreated(
  pepper: Pick<PepperRow, 'id' | 'place'>,
  schemaVersion: number,
): EventFacts {
  const details = { pepperId: pepper.id, pepperPlace: pepper.place, schemaVersion };
  return { kind: 'store.created', subject: {}, details };
}

export function apiCreated(api: ApiRecord): EventFacts {
  const { name, prefix, environments } = api;
  return {
    kind: 'api.created',
    subject: { apiId: api.id },
    details: { name, prefix, environments },
  };
}

export function ownerCreated(owner: OwnerRecord): EventFacts {
  const details = { kind: owner.kind, name: owner.name };
  return { kind: 'owner.created', subject: { ownerId: owner.id }, details };
}

export function roleCreated(role: RoleRecord): EventFacts {
  const details = { name: role.name, permissions: role.permissions };
  return { kind: 'role.created', subject: { roleId: role.id }, details };
}

export function keyIssued(key: KeyRecord, version: NewVersion, times: VersionTimes): EventFacts {
  return {
    kind: 'key.issued',
    subject: { apiId: key.api.id, ownerId: key.owner.id, keyId: key.id, versionId: version.id },
    details: {
      name: key.name,
      environment: key.environment,
      owner: formatOwnerLabel(key.owner),
      permissions: key.permissions,
      roles: key.roles,
      limits: key.limits.map(formatLimit),
      pepperId: version.pepperId,
      ...times,
    },
  };
}

function formatLimit(limit: RateLimit): string {
  return `${limit.name}=${limit.limit}/${limit.periodMs}ms`;
}

interface RotationFacts {
  readonly rotation: Rotation;
  readonly times: VersionTimes;
  readonly changes: readonly VersionChange[];
}

export function keyRotated(facts: RotationFacts): EventFacts {
  const { rotation, times, changes } = facts;
  const { keyId, version, isLeaked } = rotation;
  const graceMs = isLeaked ? null : rotation.graceMs;
  return {
    kind: 'key.rotated',
    subject: { keyId, versionId: version.id },
    details: {
      isLeaked,
      graceMs,
      pepperId: version.pepperId,
      ...times,
      ...changeFacts(changes),
    },
  };
}

type RotationStep = 'finished' | 'extended' | 'rolled-back';

/** The subject is the older version: the one that is retired, goes on longer, or is active again. */
export function rotationStep(
  step: RotationStep,
  key: KeyRecord,
  changes: readonly VersionChange[],
): EventFacts {
  const versionId = changes.at(-1)?.versionId;
  const subject = versionId === undefined ? { keyId: key.id } : { keyId: key.id, versionId };
  return { kind: `key.rotation-${step}`, subject, details: changeFacts(changes) };
}

export function keyRevoked(
  key: KeyRecord,
  why: Revocation,
  changes: readonly VersionChange[],
): EventFacts {
  const details = { code: why.code, note: why.note, ...changeFacts(changes) };
  return { kind: 'key.revoked', subject: { keyId: key.id }, details };
}

export function versionRevoked(
  subject: { readonly keyId: KeyId; readonly versionId: VersionId },
  why: Revocation,
  changes: readonly VersionChange[],
): EventFacts {
  const details = { code: why.code, note: why.note, ...changeFacts(changes) };
  return { kind: 'version.revoked', subject, details };
}

export function keyDisabled(
  key: KeyRecord,
  isDisabled: boolean,
  changes: readonly VersionChange[],
): EventFacts {
  return {
    kind: isDisabled ? 'key.disabled' : 'key.enabled',
    subject: { keyId: key.id },
    details: changeFacts(changes),
  };
}

export function clockSetBack(byUs: number): EventFacts {
  return { kind: 'clock.set-back', subject: {}, details: { behindUs: byUs } };
}

/** `version:state` or `version:state:end` for each version that changed, in the order of the changes. */
function changeFacts(changes: readonly VersionChange[]): AuditEvent['details'] {
  const versions = changes.map(({ versionId, state, endsAtMs }) =>
    endsAtMs === undefined || endsAtMs === null
      ? `${versionId}:${state}`
      : `${versionId}:${state}:${endsAtMs}`,
  );
  return { versions };
}
