/**
 * The life line in numbers: a key's versions as bars on one axis, each place a fraction from 0 (left) to 1 (right). During a grace
 * period the axis closes in on the overlap, since an hour would vanish beside a year; bars then go on beyond its ends.
 */

import { retiringVersion, versionStanding } from '../../src-shared/lifecycle/key-status.ts';
import { MAX_GRACE_MS } from '../../src-shared/lifecycle/key-transitions.ts';
import type { KeyRecord, VersionRecord } from '../../src-shared/model/store-records.ts';
import { type Ticks, ticksBetween } from './axis-ticks.ts';

export type LaneState = 'active' | 'retiring' | 'pending' | 'gone';

export interface Lane {
  readonly versionId: string;
  readonly state: LaneState;
  readonly from: number;
  readonly to: number;
  /** The bar comes from before the axis, or goes on after it. */
  readonly isFromBefore: boolean;
  readonly isOpen: boolean;
  readonly fromMs: number;
  /** Null: has no end. */
  readonly toMs: number | null;
  /** Null: never seen, or outside the axis. */
  readonly usedAt: number | null;
  readonly usedAtMs: number | null;
}

export interface LifeLineShape {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowAt: number;
  /** Oldest first. */
  readonly lanes: readonly Lane[];
  /** Where two versions work at once; null: nowhere. */
  readonly overlap: { readonly from: number; readonly to: number } | null;
  readonly ticks: Ticks;
}

export interface LifeLineInput {
  readonly key: KeyRecord;
  readonly lastUseOfVersions: Readonly<Record<string, number>>;
  readonly nowMs: number;
  /** End of grace as it is being dragged; null: as stored. */
  readonly draftEndMs: number | null;
  /** `life`: the whole axis even during grace. */
  readonly focus: 'grace' | 'life';
}

const MOST_LANES = 6;
const MARGIN = 0.06;
/** Where nothing ends, the axis reaches this much further than it has come. */
const OPEN_END = 0.35;
const SHORTEST_MS = 10 * 60_000;

export function lifeLineShape(input: LifeLineInput): LifeLineShape {
  const { key, nowMs } = input;
  const grace = graceOf(key, nowMs);
  const spans = key.versions
    .slice(0, MOST_LANES)
    .toReversed()
    .map((version) => spanOf(version, input));
  const axis =
    grace !== null && input.focus === 'grace' ? graceAxis(grace, input) : wholeAxis(spans, nowMs);
  const at = (ms: number): number => clamp((ms - axis.fromMs) / (axis.toMs - axis.fromMs));
  const overlapEndMs = grace === null ? null : (input.draftEndMs ?? grace.endsAtMs);
  return {
    ...axis,
    nowAt: at(nowMs),
    lanes: spans.filter((span) => isOn(span, axis)).map((span) => laneOf(span, axis, at)),
    overlap:
      grace === null || overlapEndMs === null
        ? null
        : { from: at(grace.startedAtMs), to: at(overlapEndMs) },
    ticks: ticksBetween(axis.fromMs, axis.toMs),
  };
}

export interface Grace {
  readonly versionId: string;
  /** When the successor was made. */
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  /** The latest end that an extension may reach: 30 days of overlap in all, or the version's own expiry. */
  readonly latestEndMs: number;
}

/** The grace period that runs at `nowMs`; null: none does. */
export function graceOf(key: KeyRecord, nowMs: number): Grace | null {
  const retiring = retiringVersion(key, nowMs);
  if (retiring?.endsAtMs == null) return null;
  const successor = key.versions.find(({ state }) => state === 'active');
  const startedAtMs = successor?.createdAtMs ?? retiring.createdAtMs;
  const latestMs = startedAtMs + MAX_GRACE_MS;
  return {
    versionId: retiring.id,
    startedAtMs,
    endsAtMs: retiring.endsAtMs,
    latestEndMs: Math.max(
      retiring.endsAtMs,
      retiring.expiresAtMs === null ? latestMs : Math.min(latestMs, retiring.expiresAtMs),
    ),
  };
}

/** The instant under a place on the axis, to the second. */
export function instantAt(shape: LifeLineShape, at: number): number {
  const ms = shape.fromMs + clamp(at) * (shape.toMs - shape.fromMs);
  return Math.round(ms / 1_000) * 1_000;
}

interface Axis {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Span {
  readonly versionId: string;
  readonly state: LaneState;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly usedAtMs: number | null;
}

function spanOf(version: VersionRecord, input: LifeLineInput): Span {
  const isGrace = graceOf(input.key, input.nowMs)?.versionId === version.id;
  const endMs = isGrace && input.draftEndMs !== null ? input.draftEndMs : endOf(version);
  const fromMs = Math.max(version.createdAtMs, version.notBeforeMs ?? 0);
  return {
    versionId: version.id,
    state: stateOf(version, input.nowMs),
    fromMs,
    toMs: endMs === null ? null : Math.max(endMs, version.createdAtMs),
    usedAtMs: input.lastUseOfVersions[version.id] ?? null,
  };
}

function endOf(version: VersionRecord): number | null {
  const { revokedAtMs, retiredAtMs, endsAtMs, expiresAtMs } = version;
  const ends = [revokedAtMs, retiredAtMs, endsAtMs, expiresAtMs].filter((ms) => ms !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}

function stateOf(version: VersionRecord, nowMs: number): LaneState {
  const standing = versionStanding(version, nowMs);
  if (standing === 'pending' || standing === 'not-yet-valid') return 'pending';
  if (standing !== 'usable') return 'gone';
  return version.state === 'retiring' ? 'retiring' : 'active';
}

/** As much room after the overlap as it is long, to drag into; it grows only where a draft goes beyond. */
function graceAxis(grace: Grace, input: LifeLineInput): Axis {
  const lengthMs = Math.max(grace.endsAtMs - grace.startedAtMs, SHORTEST_MS);
  return {
    fromMs: grace.startedAtMs - lengthMs * 0.3,
    toMs: Math.max(grace.endsAtMs + lengthMs, input.draftEndMs ?? 0),
  };
}

function wholeAxis(spans: readonly Span[], nowMs: number): Axis {
  const fromMs = Math.min(nowMs, ...spans.map((span) => span.fromMs));
  const ends = spans.map((span) => span.toMs ?? span.fromMs);
  const lastMs = Math.max(nowMs, ...ends);
  const isOpen = spans.some((span) => span.toMs === null);
  const lengthMs = Math.max(lastMs - fromMs, SHORTEST_MS);
  return {
    fromMs: fromMs - lengthMs * MARGIN,
    toMs: fromMs + lengthMs * (1 + (isOpen ? OPEN_END : MARGIN)),
  };
}

function isOn(span: Span, axis: Axis): boolean {
  return span.fromMs < axis.toMs && (span.toMs === null || span.toMs > axis.fromMs);
}

function laneOf(span: Span, axis: Axis, at: (ms: number) => number): Lane {
  const isUseOn =
    span.usedAtMs !== null && span.usedAtMs >= axis.fromMs && span.usedAtMs <= axis.toMs;
  return {
    ...span,
    from: at(span.fromMs),
    to: span.toMs === null ? 1 : at(span.toMs),
    isFromBefore: span.fromMs < axis.fromMs,
    isOpen: span.toMs === null || span.toMs > axis.toMs,
    usedAt: isUseOn && span.usedAtMs !== null ? at(span.usedAtMs) : null,
  };
}

function clamp(at: number): number {
  return Math.min(1, Math.max(0, at));
}
