/** How an audit event is written for scripts and shown to people. */
import type { LoggedEvent } from '../../src-shared/contract/store-answers.ts';
import { formatInstant } from '../../src-shared/time/instant.ts';
import type { JsonObject } from '../answer.ts';
import type { Style } from '../output/style.ts';
import { renderTable } from '../output/table.ts';

export function eventJson({ log, event }: LoggedEvent): JsonObject {
  return {
    log,
    seq: event.seq,
    eventId: event.id,
    happenedAt: formatInstant(event.atMs),
    kind: event.kind,
    actor: event.actor,
    via: event.via,
    reason: event.reason,
    subject: event.subject,
    details: event.details,
  };
}

export function eventTable(events: readonly LoggedEvent[], style: Style): string {
  return renderTable(
    events,
    [
      { heading: 'WHEN', value: ({ event }) => formatInstant(event.atMs) },
      { heading: 'LOG', value: ({ log, event }) => `${log}#${event.seq}` },
      { heading: 'WHAT', value: ({ event }) => event.kind },
      { heading: 'WHO', value: ({ event }) => `${event.actor} via ${event.via}` },
      { heading: 'ABOUT', value: subjectText },
      { heading: 'WHY', value: whyText },
    ],
    style,
  );
}

/** What the person said, and the code of a revocation. */
function whyText({ event }: LoggedEvent): string | null {
  const { code, note } = event.details;
  const parts = [code, note, event.reason].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : [...new Set(parts)].join(': ');
}

function subjectText({ event }: LoggedEvent): string | null {
  const { subject } = event;
  const ids = [
    subject.keyId,
    subject.versionId,
    subject.entryId,
    subject.keyId === undefined ? subject.apiId : undefined,
    subject.keyId === undefined ? subject.ownerId : undefined,
    subject.keyId === undefined ? subject.roleId : undefined,
  ].filter((id) => id !== undefined);
  return ids.length === 0 ? null : ids.join(' ');
}
