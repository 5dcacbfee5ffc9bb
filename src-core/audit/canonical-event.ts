/**
 * The one byte form of an audit event, which its mac covers (docs/audit-log.md, "Canonical event"). Length-prefixed and typed, so
 * that no two events share a form. Time and place in the chain are not in it: the chain's hash covers those (docs/decisions/0020).
 */
import type { AuditEvent, EventSubject } from '../../src-shared/model/store-records.ts';
import { FieldWriter } from './field-writer.ts';

/** An event before the store has given it its place and time. */
export type EventDraft = Omit<AuditEvent, 'seq' | 'atMs'>;

type DetailValue = AuditEvent['details'][string];

const LABEL = 'kw.audit.event.v1';

/** Subjects in the order they are encoded in. */
export const SUBJECT_FIELDS = [
  'apiId',
  'ownerId',
  'roleId',
  'keyId',
  'versionId',
  'entryId',
] as const satisfies readonly (keyof EventSubject)[];

/** The bytes of docs/audit-log.md, "Canonical event". Numbers in details must be safe integers. */
export function encodeCanonicalEvent(event: EventDraft): Buffer {
  const out = new FieldWriter();
  for (const text of [LABEL, event.id, event.kind, event.actor, event.via]) out.text(text);
  writeOptional(out, event.reason);
  for (const field of SUBJECT_FIELDS) writeOptional(out, event.subject[field] ?? null);
  const names = Object.keys(event.details).toSorted();
  out.uint32(names.length);
  for (const name of names) {
    out.text(name);
    writeDetail(out, event.details[name] ?? null);
  }
  return out.bytes();
}

/** The text that `details` are stored as: JSON, names in order, no spaces. */
export function encodeDetails(details: AuditEvent['details']): string {
  return JSON.stringify(details, Object.keys(details).toSorted());
}

function writeDetail(out: FieldWriter, value: DetailValue): void {
  if (value === null) out.letter('n');
  else if (typeof value === 'boolean') out.letter(value ? 't' : 'f');
  else if (typeof value === 'string') {
    out.letter('s');
    out.text(value);
  } else if (typeof value === 'number') {
    out.letter('i');
    out.int64(value);
  } else {
    out.letter('l');
    out.uint32(value.length);
    for (const item of value) out.text(item);
  }
}

function writeOptional(out: FieldWriter, value: string | null): void {
  out.byte(value === null ? 0 : 1);
  if (value !== null) out.text(value);
}
