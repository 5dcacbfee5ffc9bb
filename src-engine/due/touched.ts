/** Which entries and keys the events of both logs since some marks are about. Each change of vault or store is an event of its log. */
import { type EntryId, isId, type KeyId } from '../../src-shared/ids/ids.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import type { CallContext } from '../engine.ts';

/** How far both logs reach. */
export interface Marks {
  readonly vaultSeq: number;
  readonly storeSeq: number;
}

export interface Touched {
  readonly entryIds: ReadonlySet<EntryId>;
  readonly keyIds: ReadonlySet<KeyId>;
}

type Logs = Pick<CallContext, 'vault' | 'store'>;

/** With more events than these, reading everything is no slower. */
const MOST_EVENTS = 500;

export async function readMarks({ vault, store }: Logs): Promise<Marks> {
  return { vaultSeq: vault.lastEventSeq(), storeSeq: (await store.head()).seq };
}

/** Null: anything may have changed. */
export async function findTouched(
  { vault, store }: Logs,
  since: Marks,
  now: Marks,
): Promise<Touched | null> {
  const ofVault = now.vaultSeq - since.vaultSeq;
  const ofStore = now.storeSeq - since.storeSeq;
  // A log that is shorter now is that of another file.
  if (Math.min(ofVault, ofStore) < 0 || ofVault + ofStore > MOST_EVENTS) return null;
  const vaultEvents = ofVault === 0 ? [] : vault.readEvents(since.vaultSeq, ofVault);
  const storeEvents = ofStore === 0 ? [] : await store.readEvents(since.storeSeq, ofStore);
  if (vaultEvents.some(isAboutMany)) return null;
  const subjects = [...vaultEvents, ...storeEvents].map(({ subject }) => subject);
  const entryIds = subjects.map(({ entryId }) => entryId ?? '').filter((id) => isId('ent', id));
  return {
    entryIds: new Set(entryIds),
    keyIds: new Set(subjects.flatMap(({ keyId }) => keyId ?? [])),
  };
}

/** A policy of an API, a restored backup. The store has no such events: its APIs, owners and roles say nothing of when a key is due. */
function isAboutMany({ subject }: AuditEvent): boolean {
  return subject.entryId === undefined && subject.keyId === undefined;
}
