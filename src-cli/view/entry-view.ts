/** How a catalog entry is written for scripts and shown to people. Never its secret. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { formatDuration } from '../../src-shared/time/duration.ts';
import { formatInstantOrNull } from '../../src-shared/time/instant.ts';
import type { JsonObject } from '../answer.ts';
import type { Style } from '../output/style.ts';
import { renderFacts, renderTable } from '../output/table.ts';
import { describeTime, paintStatus, relativeTime } from './time-text.ts';

export function entryJson(entry: EntryView): JsonObject {
  const maxAgeMs = entry.policy?.maxAgeMs ?? null;
  return {
    entryId: entry.entryId,
    kind: entry.kind,
    name: entry.name,
    tags: entry.tags,
    url: entry.url,
    notes: entry.notes,
    masked: entry.masked,
    version: entry.version,
    status: entry.status,
    keyId: entry.keyId,
    api: entry.api,
    environment: entry.environment,
    owner: entry.owner,
    createdAt: formatInstantOrNull(entry.createdAtMs),
    changedAt: formatInstantOrNull(entry.changedAtMs),
    rotatedAt: formatInstantOrNull(entry.rotatedAtMs),
    expiresAt: formatInstantOrNull(entry.expiresAtMs),
    lastUsedAt: formatInstantOrNull(entry.lastUsedAtMs),
    deletedAt: formatInstantOrNull(entry.deletedAtMs),
    maxAgeSeconds: maxAgeMs === null ? null : maxAgeMs / 1_000,
    leadDays: entry.policy?.leadDays ?? null,
    dueAt: formatInstantOrNull(entry.due?.dueAtMs ?? null),
    dueBecause: entry.due?.because ?? null,
  };
}

export function entryTable(entries: readonly EntryView[], nowMs: number, style: Style): string {
  return renderTable(
    entries,
    [
      { heading: 'NAME', value: (entry) => entry.name },
      { heading: 'KIND/ENV', value: kindText },
      { heading: 'SECRET', value: (entry) => entry.masked },
      { heading: 'EXPIRES', value: (entry) => relativeTime(entry.expiresAtMs, nowMs) },
      { heading: 'ROTATED', value: (entry) => relativeTime(entry.rotatedAtMs, nowMs) },
      { heading: 'LAST USED', value: (entry) => relativeTime(entry.lastUsedAtMs, nowMs) },
      { heading: 'STATUS', value: (entry) => entry.status, paint: paintStatus(style) },
      { heading: 'ID', value: (entry) => entry.entryId ?? entry.keyId },
    ],
    style,
  );
}

export function entryFacts(entry: EntryView, nowMs: number, style: Style): string {
  return renderFacts(
    [
      ['Entry', entry.entryId],
      ['Name', entry.name],
      ['Kind', kindText(entry)],
      ['Secret', entry.masked],
      ['Status', entry.status],
      ['Key', entry.keyId],
      ['API', entry.api],
      ['Owner', entry.owner],
      ['Tags', entry.tags.join(', ') || null],
      ['URL', entry.url],
      ['Notes', entry.notes],
      ['Created', describeTime(entry.createdAtMs, nowMs)],
      ['Rotated', describeTime(entry.rotatedAtMs, nowMs)],
      ['Expires', describeTime(entry.expiresAtMs, nowMs)],
      ['Due', entry.due?.because === 'age' ? describeTime(entry.due.dueAtMs, nowMs) : null],
      ['Rotate every', ageText(entry)],
      ['Last used', describeTime(entry.lastUsedAtMs, nowMs)],
      ['In trash', describeTime(entry.deletedAtMs, nowMs)],
    ],
    style,
  );
}

function ageText({ policy }: EntryView): string | null {
  return policy?.maxAgeMs == null ? null : formatDuration(policy.maxAgeMs);
}

function kindText(entry: EntryView): string {
  return entry.environment === null ? entry.kind : `${entry.kind}/${entry.environment}`;
}
