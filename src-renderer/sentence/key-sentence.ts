import type { TFunction } from 'i18next';
import { activeVersion } from '../../src-shared/lifecycle/key-status.ts';
import type { KeyRecord } from '../../src-shared/model/store-records.ts';
import { type Phrase, restrictionSentence } from './restriction-sentence.ts';

/** The sentence of a key that was issued; its newest working version says until when. */
export function keySentence(key: KeyRecord, nowMs: number, t: TFunction): readonly Phrase[] {
  const version = activeVersion(key) ?? key.versions[0];
  const at = (atMs: number | null | undefined) =>
    atMs === null || atMs === undefined ? null : ({ kind: 'at', atMs } as const);
  return restrictionSentence(
    {
      owner: key.owner,
      api: key.api.name,
      environment: key.environment,
      permissions: key.permissions,
      roles: key.roles,
      limits: key.limits,
      notBefore: at(version?.notBeforeMs),
      expires: at(version?.expiresAtMs),
      isDraft: false,
      nowMs,
    },
    t,
  );
}
