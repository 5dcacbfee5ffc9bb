/** Everything the model knows of the world at one point of a history; the judges read and move it. */
import type { Beginning, Question } from '../history.ts';
import { ModelCounter } from './model-counter.ts';
import type { ModelKey } from './model-key.ts';
import type { ModelStoreTime } from './model-store-time.ts';

export interface ModelServer {
  /** Latest instant it has judged by since it started, epoch milliseconds. */
  seenMs: number;
  counter: ModelCounter;
  /** Whether it has answered about a known version since it last wrote its usage. */
  hasUnwrittenUse: boolean;
}

/** A verification that was asked for and is not answered yet. */
export interface OpenQuestion {
  readonly question: Question;
  /** The key as it was when asked, and after each change since. */
  readonly keys: (ModelKey | null)[];
  /** The store's time when asked, and after each mutation since, epoch milliseconds. */
  readonly headsMs: number[];
  mayFail: boolean;
}

export interface ModelWorld {
  wallMs: number;
  monotonicMs: number;
  readonly time: ModelStoreTime;
  /** What usage.db holds as the latest instant seen by verifying, epoch milliseconds. */
  savedSeenMs: number;
  readonly keys: Map<string, ModelKey>;
  /** Key of each version that was ever committed. */
  readonly keyOfVersion: Map<string, string>;
  readonly owners: Set<string>;
  readonly servers: Map<number, ModelServer>;
  readonly open: Map<number, OpenQuestion>;
  /** As FinalState.events. */
  readonly events: string[];
  /** Answers about known versions, by `version outcome`: the most that usage.db may count. */
  readonly answers: Map<string, number>;
  /** False once a server ended without writing its usage. */
  isUsageWhole: boolean;
}

export function modelWorldAt(beginning: Beginning): ModelWorld {
  const { wallMs, monotonicMs, headUs, owners } = beginning;
  return {
    wallMs,
    monotonicMs,
    time: { headUs, toldBehindUs: null },
    savedSeenMs: 0,
    keys: new Map(),
    keyOfVersion: new Map(),
    owners: new Set(owners),
    servers: new Map(),
    open: new Map(),
    events: [],
    answers: new Map(),
    isUsageWhole: true,
  };
}

export function startModelServer(world: ModelWorld, server: number): void {
  for (const [id, { question }] of world.open)
    if (question.server === server) world.open.delete(id);
  if (world.servers.get(server)?.hasUnwrittenUse === true) world.isUsageWhole = false;
  world.servers.set(server, {
    seenMs: world.savedSeenMs,
    counter: new ModelCounter(),
    hasUnwrittenUse: false,
  });
}

export function modelServer(world: ModelWorld, server: number): ModelServer {
  const found = world.servers.get(server);
  if (found === undefined) throw new Error(`server ${server} answers before it started`);
  return found;
}

export function keyOfVersion(world: ModelWorld, versionId: string): ModelKey | null {
  return world.keys.get(world.keyOfVersion.get(versionId) ?? '') ?? null;
}

export const usToMs = (us: number): number => Math.floor(us / 1_000);
