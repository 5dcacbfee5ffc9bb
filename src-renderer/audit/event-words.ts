/** An audit event in the words of the list. */
import type { LoggedEvent } from '../../src-shared/contract/store-answers.ts';
import type { AuditEvent } from '../../src-shared/model/store-records.ts';

/** The ids it is about, the most particular first. */
export function subjectText({ subject }: AuditEvent): string {
  const { keyId, versionId, entryId, apiId, ownerId, roleId } = subject;
  const ids = [versionId, keyId, entryId, ...(keyId === undefined ? [apiId, ownerId, roleId] : [])];
  return ids.find((id) => id !== undefined) ?? '';
}

/** What the person said, and the code of a revocation. */
export function whyText({ details, reason }: AuditEvent): string {
  const parts = [details['code'], details['note'], reason];
  return [...new Set(parts.filter((part) => typeof part === 'string'))].join(': ');
}

/** Whether every word of the filter stands somewhere in the event. */
export function matchesEvent({ log, event }: LoggedEvent, filter: string): boolean {
  const texts = [
    log,
    event.kind,
    event.actor,
    event.via,
    whyText(event),
    ...Object.values(event.subject),
  ];
  const all = texts.join(' ').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
