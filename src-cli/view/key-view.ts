/** How a key is written for scripts and shown to people. Never a secret. */
import { maskToken } from '../../src-shared/key-format/token.ts';
import { keyStatus, retiringVersion } from '../../src-shared/lifecycle/key-status.ts';
import { formatRate } from '../../src-shared/limits/rate.ts';
import { formatOwnerLabel } from '../../src-shared/model/names.ts';
import type { KeyRecord, VersionRecord } from '../../src-shared/model/store-records.ts';
import { formatInstantOrNull } from '../../src-shared/time/instant.ts';
import type { JsonObject } from '../answer.ts';
import type { Style } from '../output/style.ts';
import { renderFacts, renderTable } from '../output/table.ts';
import { describeTime, paintStatus, relativeTime } from './time-text.ts';

/** Facts of the key itself, at `nowMs`; `lastUse` by version id. */
export function keyJson(
  key: KeyRecord,
  nowMs: number,
  lastUse: ReadonlyMap<string, number> = new Map(),
): JsonObject {
  const [newest] = key.versions;
  return {
    keyId: key.id,
    name: key.name,
    api: key.api.name,
    prefix: key.api.prefix,
    environment: key.environment,
    owner: formatOwnerLabel(key.owner),
    status: keyStatus(key, nowMs),
    permissions: key.permissions,
    roles: key.roles,
    limits: key.limits.map((limit) => ({
      name: limit.name,
      limit: limit.limit,
      periodSeconds: limit.periodMs / 1_000,
    })),
    masked: newest === undefined ? null : maskOf(key, newest),
    createdAt: formatInstantOrNull(key.createdAtMs),
    notBeforeAt: formatInstantOrNull(newest?.notBeforeMs ?? null),
    expiresAt: formatInstantOrNull(newest?.expiresAtMs ?? null),
    lastUsedAt: formatInstantOrNull(lastUseOf(key, lastUse)),
    disabledAt: formatInstantOrNull(key.disabledAtMs),
    revokedAt: formatInstantOrNull(key.revokedAtMs),
    revocation: key.revocation,
    versions: key.versions.map((version) => versionJson(key, version, lastUse)),
  };
}

function versionJson(
  key: KeyRecord,
  version: VersionRecord,
  lastUse: ReadonlyMap<string, number>,
): JsonObject {
  return {
    versionId: version.id,
    masked: maskOf(key, version),
    state: version.state,
    createdAt: formatInstantOrNull(version.createdAtMs),
    notBeforeAt: formatInstantOrNull(version.notBeforeMs),
    expiresAt: formatInstantOrNull(version.expiresAtMs),
    endsAt: formatInstantOrNull(version.endsAtMs),
    retiredAt: formatInstantOrNull(version.retiredAtMs),
    revokedAt: formatInstantOrNull(version.revokedAtMs),
    revocation: version.revocation,
    lastUsedAt: formatInstantOrNull(lastUse.get(version.id) ?? null),
  };
}

/** The version whose grace runs at `nowMs`, for the answer of a rotation; null where there is none. */
export function retiringJson(key: KeyRecord, nowMs: number): JsonObject | null {
  const retiring = retiringVersion(key, nowMs);
  if (retiring === null) return null;
  return { versionId: retiring.id, endsAt: formatInstantOrNull(retiring.endsAtMs) };
}

export function keyFacts(key: KeyRecord, nowMs: number, style: Style): string {
  const facts = renderFacts(
    [
      ['Key', key.id],
      ['Name', key.name],
      ['API', `${key.api.name} (${key.api.prefix})`],
      ['Environment', key.environment],
      ['Owner', formatOwnerLabel(key.owner)],
      ['Status', keyStatus(key, nowMs)],
      ['Permissions', key.permissions.join(', ') || null],
      ['Roles', key.roles.join(', ') || null],
      ['Limits', key.limits.map(formatRate).join(', ') || null],
      ['Created', describeTime(key.createdAtMs, nowMs)],
      ['Disabled', describeTime(key.disabledAtMs, nowMs)],
      ['Revoked', describeTime(key.revokedAtMs, nowMs)],
      ['Reason', revocationText(key)],
    ],
    style,
  );
  return `${facts}\n\n${versionTable(key, nowMs, style)}`;
}

function versionTable(key: KeyRecord, nowMs: number, style: Style): string {
  return renderTable(
    key.versions,
    [
      { heading: 'VERSION', value: (version) => maskOf(key, version) },
      { heading: 'STATE', value: (version) => version.state, paint: paintStatus(style) },
      { heading: 'CREATED', value: (version) => relativeTime(version.createdAtMs, nowMs) },
      { heading: 'EXPIRES', value: (version) => relativeTime(version.expiresAtMs, nowMs) },
      { heading: 'GRACE ENDS', value: (version) => relativeTime(version.endsAtMs, nowMs) },
    ],
    style,
  );
}

export function keyTable(
  keys: readonly KeyRecord[],
  lastUse: ReadonlyMap<string, number>,
  view: { readonly nowMs: number; readonly style: Style },
): string {
  const { nowMs, style } = view;
  return renderTable(
    keys,
    [
      { heading: 'KEY', value: (key) => key.id },
      { heading: 'NAME', value: (key) => key.name },
      { heading: 'API/ENV', value: (key) => `${key.api.name}/${key.environment}` },
      { heading: 'OWNER', value: (key) => formatOwnerLabel(key.owner) },
      { heading: 'EXPIRES', value: (key) => relativeTime(key.versions[0]?.expiresAtMs, nowMs) },
      { heading: 'LAST USED', value: (key) => relativeTime(lastUseOf(key, lastUse), nowMs) },
      { heading: 'STATUS', value: (key) => keyStatus(key, nowMs), paint: paintStatus(style) },
    ],
    style,
  );
}

function maskOf(key: KeyRecord, version: VersionRecord): string {
  return maskToken({
    prefix: key.api.prefix,
    environment: key.environment,
    versionId: version.id,
  });
}

function lastUseOf(key: KeyRecord, lastUse: ReadonlyMap<string, number>): number | null {
  const times = key.versions.flatMap((version) => lastUse.get(version.id) ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function revocationText(key: KeyRecord): string | null {
  if (key.revocation === null) return null;
  const { code, note } = key.revocation;
  return note === null ? code : `${code}: ${note}`;
}
