/** The checker before it is trusted: each bad history is rejected, and the good one that differs from it in one point is not. */
import { describe, expect, it } from 'vitest';
import { checkHistory } from './check-history.ts';
import type { HistoryRecord, KeyRows } from './history.ts';
import {
  answered,
  asked,
  BEGINNING,
  changed,
  clock,
  ended,
  issued,
  KEY,
  NEW,
  OLD,
  rotated,
  started,
  verified,
} from './told-story.ts';

type Story = readonly (HistoryRecord | readonly HistoryRecord[])[];

const check = (story: Story): string[] =>
  checkHistory(BEGINNING, [started(0), started(1), ...story.flat()]);

const THREE = [{ name: 'rate', limit: 3, periodMs: 30_000 }];
const drained = (outcome: string, left: number, cost = 1) =>
  verified(OLD, outcome, { remaining: [left], cost });
const unknown = (isCommitted: boolean) =>
  ({ kind: 'unknown', code: 'disk/failed', isCommitted }) as const;

/** The row of the key as `ended` has it, with changes. */
const rows = (change: Partial<KeyRows>): KeyRows[] => {
  const end = ended();
  if (end.is !== 'end') throw new Error('no end');
  return end.state.keys.map((key) => ({ ...key, ...change }));
};

interface Pair {
  readonly bad: Story;
  readonly good: Story;
}

const EMPTY_TIMES = { endsAtMs: null, expiresAtMs: null, notBeforeMs: null };

const PAIRS: Readonly<Record<string, Pair>> = {
  'accepts a key after its revocation was acknowledged': {
    bad: [issued(), changed('revoke-key'), verified(OLD, 'valid')],
    good: [issued(), verified(OLD, 'valid'), changed('revoke-key'), verified(OLD, 'revoked')],
  },
  'accepts it on one of two servers': {
    bad: [
      issued(),
      changed('revoke-key'),
      verified(OLD, 'revoked'),
      verified(OLD, 'valid', { server: 1 }),
    ],
    good: [
      issued(),
      changed('revoke-key'),
      verified(OLD, 'revoked'),
      verified(OLD, 'revoked', { server: 1 }),
    ],
  },
  'answers a late question as if it had been asked earlier': {
    bad: [
      issued(),
      changed('disable'),
      asked(1, OLD),
      changed('enable'),
      changed('disable'),
      verified(OLD, 'valid'),
      answered(1, 'valid'),
    ],
    good: [
      issued(),
      changed('disable'),
      asked(1, OLD),
      changed('enable'),
      changed('disable'),
      verified(OLD, 'disabled'),
      answered(1, 'valid'),
    ],
  },
  'accepts the old version at the instant its grace ends': {
    bad: [issued(), rotated(60), clock(60), verified(OLD, 'valid')],
    good: [issued(), rotated(60), clock(59.999), verified(OLD, 'valid')],
  },
  'refuses the old version within its grace': {
    bad: [issued(), rotated(60), clock(59), verified(OLD, 'retired')],
    good: [issued(), rotated(60), clock(61), verified(OLD, 'retired')],
  },
  'accepts a version that leaked': {
    bad: [issued(), rotated(0, true), verified(OLD, 'valid')],
    good: [issued(), rotated(0, true), verified(NEW, 'valid')],
  },
  'accepts an expired version': {
    bad: [issued({ expiresAfter: 10 }), clock(10), verified(OLD, 'valid')],
    good: [issued({ expiresAfter: 10 }), clock(10), verified(OLD, 'expired')],
  },
  'revives an expired version when the clock is set back': {
    bad: [
      issued({ expiresAfter: 10 }),
      clock(10),
      verified(OLD, 'expired'),
      clock(5),
      verified(OLD, 'valid'),
    ],
    good: [
      issued({ expiresAfter: 10 }),
      clock(10),
      verified(OLD, 'expired'),
      clock(5),
      verified(OLD, 'expired'),
    ],
  },
  'revives it after a restart, though its time was saved': {
    bad: [
      issued({ expiresAfter: 10 }),
      clock(10),
      verified(OLD, 'expired'),
      { is: 'flushed', server: 0 },
      clock(5),
      started(0),
      verified(OLD, 'valid'),
    ],
    good: [
      issued({ expiresAfter: 10 }),
      clock(10),
      verified(OLD, 'expired'),
      { is: 'flushed', server: 0 },
      clock(5),
      started(0),
      verified(OLD, 'expired'),
    ],
  },
  'accepts a version before its start': {
    bad: [issued({ startsAfter: 10 }), clock(9.999), verified(OLD, 'valid')],
    good: [issued({ startsAfter: 10 }), clock(10), verified(OLD, 'valid')],
  },
  'accepts a version that rollback revoked': {
    bad: [issued(), rotated(60), changed('roll-back'), verified(NEW, 'valid')],
    good: [
      issued(),
      rotated(60),
      changed('roll-back'),
      verified(OLD, 'valid'),
      verified(NEW, 'revoked'),
    ],
  },
  'rolls back after the grace': {
    bad: [issued(), rotated(60), clock(61), changed('roll-back')],
    good: [
      issued(),
      rotated(60),
      clock(61),
      changed('roll-back', { kind: 'refused', code: 'key/no-rotation' }),
    ],
  },
  'rotates twice within one grace': {
    bad: [issued(), rotated(60), rotated(60)],
    good: [issued(), rotated(60), clock(60), rotated(60)],
  },
  'accepts another secret under a known id': {
    bad: [issued(), verified(OLD, 'valid', { presented: 'wrong-secret' })],
    good: [issued(), verified(OLD, 'unknown', { presented: 'wrong-secret' })],
  },
  'lets a change take effect that was never committed': {
    bad: [issued(), changed('disable', unknown(false)), verified(OLD, 'disabled')],
    good: [issued(), changed('disable', unknown(true)), verified(OLD, 'disabled')],
  },
  'admits one call more than the limit': {
    bad: [issued({ limits: THREE }), drained('valid', 0, 3), drained('valid', 0)],
    good: [issued({ limits: THREE }), drained('valid', 0, 3), drained('rate-limited', 0)],
  },
  'fills the counter when the key is rotated': {
    bad: [issued({ limits: THREE }), drained('valid', 0, 3), rotated(60), drained('valid', 2)],
    good: [
      issued({ limits: THREE }),
      drained('valid', 0, 3),
      rotated(60),
      drained('rate-limited', 0),
    ],
  },
  'gives calls back when the wall clock jumps': {
    bad: [issued({ limits: THREE }), drained('valid', 0, 3), clock(10, 0), drained('valid', 0)],
    good: [issued({ limits: THREE }), drained('valid', 0, 3), clock(10, 10), drained('valid', 0)],
  },
  'counts one request twice': {
    bad: [
      issued({ limits: THREE }),
      ...[2, 1].map((left) => verified(OLD, 'valid', { requestId: 'r', remaining: [left] })),
    ],
    good: [
      issued({ limits: THREE }),
      ...[2, 2].map((left) => verified(OLD, 'valid', { requestId: 'r', remaining: [left] })),
    ],
  },
  'says that the store cannot be asked though nothing failed': {
    bad: [
      issued(),
      asked(1, OLD),
      { is: 'answered', id: 1, result: { kind: 'error', code: 'store/unavailable' } },
    ],
    good: [
      issued(),
      asked(1, OLD),
      { is: 'reader-fault', server: 0 },
      { is: 'answered', id: 1, result: { kind: 'error', code: 'store/unavailable' } },
    ],
  },
  'loses an acknowledged event': {
    bad: [issued(), ended({ events: [] })],
    good: [issued(), ended()],
  },
  'tells of a change that nobody made': {
    bad: [issued(), ended({ events: [`key.issued ${KEY} ${OLD}`, `key.revoked ${KEY}`] })],
    good: [issued(), ended()],
  },
  'loses a key': { bad: [issued(), ended({ keys: [] })], good: [issued(), ended()] },
  'leaves two active versions': {
    bad: [
      issued(),
      ended({
        keys: rows({
          versions: [OLD, NEW].map((versionId) => ({ versionId, state: 'active', ...EMPTY_TIMES })),
        }),
      }),
    ],
    good: [
      issued(),
      ended({ keys: rows({ versions: [{ versionId: OLD, state: 'active', ...EMPTY_TIMES }] }) }),
    ],
  },
  'leaves rows that the log does not tell of': {
    bad: [issued(), ended({ keys: rows({ isDisabled: true }) })],
    good: [issued(), ended({ keys: rows({ isDisabled: false }) })],
  },
  'counts a use that never was': {
    bad: [issued(), ended({ calls: new Map([[`${OLD} valid`, 1]]) })],
    good: [issued(), verified(OLD, 'valid'), ended({ calls: new Map([[`${OLD} valid`, 1]]) })],
  },
  'has a broken chain': {
    bad: [issued(), ended({ chainFault: 'event 1' })],
    good: [issued(), ended()],
  },
};

describe('the checker of histories', () => {
  it.each(Object.keys(PAIRS))('rejects one that %s, and only for that', (name) => {
    const pair = PAIRS[name];
    expect(check(pair?.good ?? [])).toEqual([]);
    expect(check(pair?.bad ?? [])).toHaveLength(1);
  });
});
