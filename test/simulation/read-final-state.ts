/** What is left of a world, as plain rows and lines. */

import type { ChainedEvent, VerificationStore } from '../../src-core/store/verification-store.ts';
import { openUsageForReading } from '../../src-core/usage/usage-file.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import type { FinalState, KeyRows } from './history.ts';

/** Events up to `headSeq` are the template's. */
export async function readFinalState(
  store: VerificationStore,
  usageFile: string,
  headSeq: number,
): Promise<Omit<FinalState, 'chainFault'>> {
  const events = await store.readEvents(headSeq, 10_000);
  const keys = await store.listKeys({});
  return {
    keys: keys.map(toRows),
    events: events.map(toLine),
    headUs: (await store.head()).atUs,
    calls: readCalls(usageFile),
  };
}

function toLine({ kind, subject }: ChainedEvent): string {
  if (subject.keyId === undefined) return kind;
  const isOfVersion = /^(key\.(issued|rotated|rotation-.*)|version\.revoked)$/.test(kind);
  return `${kind} ${subject.keyId}${isOfVersion ? ` ${subject.versionId}` : ''}`;
}

function toRows(key: KeyRecord): KeyRows {
  return {
    keyId: key.id,
    isDisabled: key.disabledAtMs !== null,
    isRevoked: key.revokedAtMs !== null,
    versions: key.versions.map((version) => ({
      versionId: version.id,
      state: version.state,
      endsAtMs: version.endsAtMs,
      expiresAtMs: version.expiresAtMs,
      notBeforeMs: version.notBeforeMs,
    })),
  };
}

function readCalls(usageFile: string): Map<string, number> {
  const db = openUsageForReading(usageFile);
  if (db === null) return new Map();
  try {
    const rows = db
      .prepare<[], { name: string; calls: number }>(
        `SELECT version_id || ' ' || outcome AS name, sum(calls) AS calls
           FROM hourly_use GROUP BY version_id, outcome`,
      )
      .all();
    return new Map(rows.map(({ name, calls }) => [name, calls]));
  } finally {
    db.close();
  }
}
