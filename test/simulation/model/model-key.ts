/**
 * The life cycle of a key, written a second time from docs/architecture.md ("State machine") and without the code under test: what a
 * mutation does at an instant, or the code it is refused with. A version past its end needs no new state here: it follows from time.
 */
import type { KeyId, VersionId } from '../../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../../src-shared/limits/rate.ts';
import type { Deadline } from '../../../src-shared/time/instant.ts';
import type { Mutation } from '../history.ts';

export interface ModelVersion {
  readonly id: VersionId;
  readonly state: 'active' | 'retiring' | 'retired' | 'revoked';
  readonly createdMs: number;
  readonly notBeforeMs: number | null;
  readonly expiresMs: number | null;
  readonly endsMs: number | null;
}

export interface ModelKey {
  readonly id: KeyId;
  readonly isDisabled: boolean;
  readonly isRevoked: boolean;
  readonly limits: readonly RateLimit[];
  /** Oldest first. */
  readonly versions: readonly ModelVersion[];
}

export type Effect =
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'changed'; readonly key: ModelKey; readonly event: string };

type ChangeOfKey = Exclude<Mutation, { kind: 'issue' | 'create-role' }>;
type Issue = Extract<Mutation, { kind: 'issue' }>;
type Rotate = Extract<Mutation, { kind: 'rotate' }>;

const LONGEST_OVERLAP_MS = 30 * 24 * 3_600_000;
const refused = (code: string): Effect => ({ is: 'refused', code });

export function issueEffect(issue: Issue, nowMs: number): Effect {
  const { keyId, versionId, limits } = issue;
  const startMs = instantOf(issue.notBefore, nowMs);
  const notBeforeMs = startMs !== null && startMs > nowMs ? startMs : null;
  const expiresMs = instantOf(issue.expires, nowMs);
  const firstMs = notBeforeMs ?? nowMs;
  if (expiresMs !== null && expiresMs <= firstMs) return refused('key/expiry-refused');
  const times = { createdMs: nowMs, notBeforeMs, expiresMs, endsMs: null };
  const version: ModelVersion = { id: versionId, state: 'active', ...times };
  const key = { id: keyId, isDisabled: false, isRevoked: false, limits, versions: [version] };
  return { is: 'changed', key, event: `key.issued ${keyId} ${versionId}` };
}

function instantOf(deadline: Deadline | null, nowMs: number): number | null {
  if (deadline === null) return null;
  return deadline.kind === 'at' ? deadline.atMs : nowMs + deadline.afterMs;
}

/** What a change of a key does to it at `nowMs`. */
export function changeEffect(key: ModelKey, change: ChangeOfKey, nowMs: number): Effect {
  if (change.kind === 'revoke-version') return revokeVersion(key, change.versionId);
  if (key.isRevoked) return refused('key/revoked');
  switch (change.kind) {
    case 'rotate':
      return rotate(key, change, nowMs);
    case 'finish':
    case 'roll-back':
    case 'extend':
      return endOverlap(key, change, nowMs);
    case 'revoke-key': {
      const versions = key.versions.map(revoked);
      return changed({ ...key, isRevoked: true, versions }, `key.revoked ${key.id}`);
    }
    case 'disable':
    case 'enable': {
      const isDisabled = change.kind === 'disable';
      if (key.isDisabled === isDisabled) return { is: 'nothing' };
      return changed({ ...key, isDisabled }, `key.${change.kind}d ${key.id}`);
    }
  }
}

const changed = (key: ModelKey, event: string): Effect => ({ is: 'changed', key, event });
const revoked = (version: ModelVersion): ModelVersion => ({ ...version, state: 'revoked' });

function withVersion(key: ModelKey, next: ModelVersion): ModelKey {
  return { ...key, versions: key.versions.map((old) => (old.id === next.id ? next : old)) };
}

function revokeVersion(key: ModelKey, versionId: VersionId): Effect {
  const version = key.versions.find(({ id }) => id === versionId);
  if (version === undefined) return refused('key/not-found');
  if (version.state === 'revoked') return refused('key/revoked');
  return changed(withVersion(key, revoked(version)), `version.revoked ${key.id} ${versionId}`);
}

function rotate(key: ModelKey, change: Rotate, nowMs: number): Effect {
  if (key.isDisabled) return refused('key/disabled');
  const active = key.versions.find(({ state }) => state === 'active');
  const predecessor = active ?? key.versions.at(-1);
  if (predecessor === undefined) throw new Error(`the model's key ${key.id} has no version`);
  const { expiresMs, notBeforeMs, createdMs } = predecessor;
  if (expiresMs !== null && nowMs >= expiresMs) return refused('key/expired');
  if (!change.isLeaked && change.graceMs > LONGEST_OVERLAP_MS) return refused('key/grace-refused');
  if (!change.isLeaked && versionInGrace(key, nowMs) !== null) {
    return refused('key/rotation-in-progress');
  }
  const graceEndMs = Math.min(nowMs + change.graceMs, expiresMs ?? Number.POSITIVE_INFINITY);
  const older = key.versions.map((version): ModelVersion => {
    if (change.isLeaked) return revoked(version);
    return version === active ? { ...version, state: 'retiring', endsMs: graceEndMs } : version;
  });
  const successor: ModelVersion = {
    id: change.versionId,
    state: 'active',
    createdMs: nowMs,
    notBeforeMs: notBeforeMs !== null && notBeforeMs > nowMs ? notBeforeMs : null,
    expiresMs: expiresMs === null ? null : nowMs + (expiresMs - createdMs),
    endsMs: null,
  };
  const event = `key.rotated ${key.id} ${change.versionId}`;
  return changed({ ...key, versions: [...older, successor] }, event);
}

/** The old version while it still works beside its successor; null where there is none. */
export function versionInGrace(key: ModelKey, nowMs: number): ModelVersion | null {
  const isInGrace = (version: ModelVersion): boolean =>
    version.state === 'retiring' && !isOver(version, nowMs);
  return key.versions.find(isInGrace) ?? null;
}

/** Whether its end of grace or its expiry has been reached. */
export function isOver({ endsMs, expiresMs, state }: ModelVersion, nowMs: number): boolean {
  const isPastGrace = state === 'retiring' && endsMs !== null && nowMs >= endsMs;
  return isPastGrace || (expiresMs !== null && nowMs >= expiresMs);
}

type EndOfOverlap = Exclude<ChangeOfKey, { kind: 'rotate' | 'revoke-key' | 'revoke-version' }>;

function endOverlap(key: ModelKey, change: EndOfOverlap, nowMs: number): Effect {
  const old = versionInGrace(key, nowMs);
  if (old === null) return refused('key/no-rotation');
  const event = (what: string): string => `key.rotation-${what} ${key.id} ${old.id}`;
  if (change.kind === 'extend') return extend(key, old, { byMs: change.byMs, event });
  if (change.kind === 'finish') {
    const ended: ModelVersion = { ...old, state: 'retired', endsMs: nowMs };
    return changed(withVersion(key, ended), event('finished'));
  }
  const versions = key.versions.map((version): ModelVersion => {
    if (version.state === 'active') return revoked(version);
    return version === old ? { ...version, state: 'active', endsMs: null } : version;
  });
  return changed({ ...key, versions }, event('rolled-back'));
}

function extend(
  key: ModelKey,
  old: ModelVersion,
  by: { readonly byMs: number; readonly event: (what: string) => string },
): Effect {
  const endMs = old.endsMs ?? 0;
  const beganMs = (
    key.versions.find(({ state }) => state === 'active') ??
    key.versions.at(-1) ??
    old
  ).createdMs;
  if (endMs + by.byMs - beganMs > LONGEST_OVERLAP_MS) return refused('key/grace-refused');
  const laterMs = Math.min(endMs + by.byMs, old.expiresMs ?? Number.POSITIVE_INFINITY);
  if (laterMs <= endMs) return refused('key/grace-refused');
  return changed(withVersion(key, { ...old, endsMs: laterMs }), by.event('extended'));
}
