/** An audit event as its row shows it: what happened in words, and what it is about by name. */
import type { TFunction } from 'i18next';
import type { LoggedEvent } from '../../src-shared/contract/store-answers.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';
import { kindText, whyText } from './event-words.ts';

export interface EventSubject {
  /** The most particular id; null: the event is about the vault or the store as a whole. */
  readonly id: string | null;
  /** Null: what it is about has gone, or has no name. */
  readonly name: string | null;
  /** Whose small key is drawn: a version, or an entry. */
  readonly drawnId: string | null;
  /** Where it is shown; null: nowhere. */
  readonly place: { readonly section: 'issued' | 'all'; readonly id: string } | null;
}

export interface EventRow extends LoggedEvent {
  readonly kind: string;
  readonly why: string;
  readonly subject: EventSubject;
}

type Names = Readonly<Record<string, string>>;

export function describeEvent(logged: LoggedEvent, names: Names, t: TFunction): EventRow {
  const { event } = logged;
  return {
    ...logged,
    kind: kindText(event.kind, t),
    why: whyText(event),
    subject: subjectOf(event, names),
  };
}

function subjectOf({ subject, details }: AuditEvent, names: Names): EventSubject {
  const { keyId, versionId, entryId, apiId, ownerId, roleId } = subject;
  const id = versionId ?? keyId ?? entryId ?? apiId ?? ownerId ?? roleId ?? null;
  const thing = keyId ?? entryId ?? apiId ?? ownerId ?? roleId;
  const written = typeof details['name'] === 'string' ? details['name'] : null;
  return {
    id,
    name: (thing === undefined ? null : names[thing]) ?? written,
    drawnId: versionId ?? (keyId === undefined ? (entryId ?? null) : null),
    place: placeOf(keyId, entryId, names),
  };
}

function placeOf(
  keyId: string | undefined,
  entryId: string | undefined,
  names: Names,
): EventSubject['place'] {
  if (keyId !== undefined && Object.hasOwn(names, keyId)) return { section: 'issued', id: keyId };
  if (entryId !== undefined && Object.hasOwn(names, entryId))
    return { section: 'all', id: entryId };
  return null;
}

/** Whether every word of the filter stands somewhere in the event, as it is shown or as it is written. */
export function matchesEvent(
  { log, event, kind, why, subject }: EventRow,
  filter: string,
): boolean {
  const ids = Object.values(event.subject);
  const texts = [log, event.kind, kind, subject.name, event.actor, event.via, why, ...ids];
  const all = texts.join(' ').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
