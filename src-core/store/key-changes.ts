/**
 * What each change of a key that exists does to its rows, and the event that tells of it: one pure list for every adapter, which locks
 * the key, asks here, writes what it is told and appends the event. All throw the `key/…` codes of their plan in src-shared/lifecycle.
 */
import type { VersionId } from '../../src-shared/ids/ids.ts';
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
} from '../../src-shared/lifecycle/key-transitions.ts';
import {
  resolveSuccessorTimes,
  type VersionTimes,
} from '../../src-shared/lifecycle/version-times.ts';
import type { KeyRecord, Revocation } from '../../src-shared/model/store-records.ts';
import {
  type EventFacts,
  keyDisabled,
  keyRevoked,
  keyRotated,
  rotationStep,
  versionRevoked,
} from './store-events.ts';
import type { NewVersion, Rotation } from './verification-store.ts';

/** What to write, in this order: the versions' changes, then the new version, then the columns of the key. */
export interface KeyChange {
  readonly versions: readonly VersionChange[];
  /** Becomes the key's active version. */
  readonly added: { readonly version: NewVersion; readonly times: VersionTimes } | null;
  readonly columns: Readonly<Record<string, number | string | null>>;
  readonly event: EventFacts;
}

/** The change of a key as it is at an instant, epoch milliseconds; null: there is nothing to do. */
export type PlanKeyChange = (key: KeyRecord, nowMs: number) => KeyChange | null;

export function keyRotation(rotation: Rotation): PlanKeyChange {
  return (key, nowMs) => {
    const { predecessor, changes } = planRotation(key, nowMs, rotation);
    const times = resolveSuccessorTimes(predecessor, rotation.expires, nowMs);
    return {
      versions: changes,
      added: { version: rotation.version, times },
      columns: {},
      event: keyRotated({ rotation, times, changes }),
    };
  };
}

export const rotationFinish: PlanKeyChange = (key, nowMs) =>
  changing({ key, nowMs }, planFinish(key, nowMs), (changes) =>
    rotationStep('finished', key, changes),
  );

export function rotationExtension(byMs: number): PlanKeyChange {
  return (key, nowMs) =>
    changing({ key, nowMs }, planExtension(key, nowMs, byMs), (changes) =>
      rotationStep('extended', key, changes),
    );
}

export const rotationRollback: PlanKeyChange = (key, nowMs) =>
  changing({ key, nowMs }, planRollback(key, nowMs), (changes) =>
    rotationStep('rolled-back', key, changes),
  );

export function keyRevocation(why: Revocation): PlanKeyChange {
  return (key, nowMs) => ({
    ...changing({ key, nowMs }, planKeyRevocation(key, nowMs, why), (changes) =>
      keyRevoked(key, why, changes),
    ),
    columns: { revoked_at_ms: nowMs, revocation_code: why.code, revocation_note: why.note },
  });
}

export function versionRevocation(versionId: VersionId, why: Revocation): PlanKeyChange {
  return (key, nowMs) => {
    const plan = planVersionRevocation(key, versionId, { nowMs, why });
    const subject = { keyId: key.id, versionId };
    return changing({ key, nowMs }, plan, (changes) => versionRevoked(subject, why, changes));
  };
}

export function keyDisabling(isDisabled: boolean): PlanKeyChange {
  return (key, nowMs) => {
    if (!planDisabling(key, isDisabled)) return null;
    return {
      ...changing({ key, nowMs }, [], (changes) => keyDisabled(key, isDisabled, changes)),
      columns: { disabled_at_ms: isDisabled ? nowMs : null },
    };
  };
}

interface KeyAt {
  readonly key: KeyRecord;
  readonly nowMs: number;
}

/** The plan after the deadlines that time has reached meanwhile, and the event of all that changed. */
function changing(
  { key, nowMs }: KeyAt,
  plan: readonly VersionChange[],
  tell: (changes: readonly VersionChange[]) => EventFacts,
): KeyChange {
  const versions = [...planReachedDeadlines(key, nowMs), ...plan];
  return { versions, added: null, columns: {}, event: tell(versions) };
}
