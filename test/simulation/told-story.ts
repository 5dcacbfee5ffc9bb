/** Words for histories that are written by hand: one key, two servers, a clock in seconds. */
import type { KeyId, VersionId } from '../../src-shared/ids/ids.ts';
import type { RateLimit } from '../../src-shared/limits/rate.ts';
import type {
  Beginning,
  FinalState,
  HistoryRecord,
  Mutation,
  MutationResult,
  Question,
  VerifyResult,
} from './history.ts';

const START_MS = 1_000_000_000_000;
export const BEGINNING: Beginning = {
  wallMs: START_MS,
  monotonicMs: 0,
  headUs: START_MS * 1_000 - 1,
  owners: ['team:a'],
};

export const KEY = 'key_1' as KeyId;
export const [OLD, NEW] = ['old' as VersionId, 'new' as VersionId];
const DONE: MutationResult = { kind: 'done' };

/** Both clocks at `wall` seconds after the start; the monotonic one at `running`, where they differ. */
export function clock(wall: number, running = wall): HistoryRecord {
  return { is: 'clock', wallMs: START_MS + wall * 1_000, monotonicMs: running * 1_000 };
}

export function did(mutation: Mutation, result: MutationResult = DONE): HistoryRecord {
  return { is: 'mutation', client: 0, mutation, result };
}

interface Issued {
  readonly limits?: readonly RateLimit[];
  readonly expiresAfter?: number;
  readonly startsAfter?: number;
}

/** The key with its version OLD; times in seconds. */
export function issued({ limits = [], expiresAfter, startsAfter }: Issued = {}): HistoryRecord {
  const after = (seconds: number | undefined) =>
    seconds === undefined ? null : ({ kind: 'after', afterMs: seconds * 1_000 } as const);
  const times = { notBefore: after(startsAfter), expires: after(expiresAfter) };
  const ids = { keyId: KEY, versionId: OLD };
  return did({ kind: 'issue', ...ids, owner: 'team:a', limits, ...times });
}

/** To the version NEW. */
export function rotated(grace: number, isLeaked = false): HistoryRecord {
  const ids = { keyId: KEY, versionId: NEW };
  return did({ kind: 'rotate', ...ids, graceMs: grace * 1_000, isLeaked });
}

export function changed(
  kind: 'finish' | 'roll-back' | 'revoke-key' | 'disable' | 'enable',
  result: MutationResult = DONE,
): HistoryRecord {
  return did({ kind, keyId: KEY }, result);
}

export const started = (server: number): HistoryRecord => ({ is: 'server-start', server });

export function asked(
  id: number,
  versionId: VersionId,
  more: Partial<Question> = {},
): HistoryRecord {
  const plain = {
    server: 0,
    presented: 'token',
    wish: 'anything',
    cost: 1,
    requestId: null,
  } as const;
  return { is: 'asked', id, client: 0, question: { ...plain, versionId, ...more } };
}

export function answered(id: number, outcome: string, remaining: number[] = []): HistoryRecord {
  const result: VerifyResult = { kind: 'outcome', outcome, remaining };
  return { is: 'answered', id, result };
}

/** Asked and answered in one go. The number of the question is of no matter. */
export function verified(
  versionId: VersionId,
  outcome: string,
  more: Partial<Question> & { readonly remaining?: number[] } = {},
): HistoryRecord[] {
  const { remaining = [], ...question } = more;
  return [asked(-1, versionId, question), answered(-1, outcome, remaining)];
}

/** The end of a story in which OLD was issued and nothing else happened. */
export function ended(change: Partial<FinalState> = {}): HistoryRecord {
  const times = { endsAtMs: null, expiresAtMs: null, notBeforeMs: null };
  const versions = [{ versionId: OLD, state: 'active', ...times }];
  const state: FinalState = {
    keys: [{ keyId: KEY, isDisabled: false, isRevoked: false, versions }],
    events: [`key.issued ${KEY} ${OLD}`],
    headUs: START_MS * 1_000,
    chainFault: null,
    calls: new Map(),
    ...change,
  };
  return { is: 'end', state };
}
