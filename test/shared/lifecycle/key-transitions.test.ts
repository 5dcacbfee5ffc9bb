import { describe, expect, it } from 'vitest';
import {
  graceEndMs,
  MAX_GRACE_MS,
  planDisabling,
  planExtension,
  planFinish,
  planKeyRevocation,
  planReachedDeadlines,
  planRollback,
  planRotation,
  planVersionRevocation,
} from '../../../src-shared/lifecycle/key-transitions.ts';
import { codeOf } from '../../code-of.ts';
import { DAY_MS, HOUR_MS, keyOf, NOW_MS, rotatingKey, versionOf } from './key-of.ts';

const routine = { graceMs: HOUR_MS, isLeaked: false };
const leaked = { graceMs: HOUR_MS, isLeaked: true };
const WHY = { code: 'unused', note: null } as const;
const revokedKey = keyOf([versionOf('v')], { revokedAtMs: 1 });

describe('the plan of a rotation', () => {
  it('retires the active version over its grace and names it as predecessor', () => {
    const plan = planRotation(keyOf([versionOf('v')]), NOW_MS, routine);
    expect(plan.predecessor.id).toBe('v');
    const endsAtMs = NOW_MS + HOUR_MS;
    expect(plan.changes).toEqual([{ versionId: 'v', state: 'retiring', endsAtMs }]);
  });

  it('ends grace no later than the old expiry', () => {
    expect(graceEndMs(null, NOW_MS, HOUR_MS)).toBe(NOW_MS + HOUR_MS);
    expect(graceEndMs(NOW_MS + 5, NOW_MS, HOUR_MS)).toBe(NOW_MS + 5);
    expect(graceEndMs(NOW_MS + DAY_MS, NOW_MS, HOUR_MS)).toBe(NOW_MS + HOUR_MS);
  });

  it('retires at once without grace', () => {
    const { changes } = planRotation(keyOf([versionOf('v')]), NOW_MS, { ...routine, graceMs: 0 });
    expect(changes).toMatchObject([{ versionId: 'v', state: 'retired', retiredAtMs: NOW_MS }]);
  });

  it('after a leak revokes every version that is not, and asks for no grace', () => {
    const versions = [...rotatingKey().versions, versionOf('gone', { state: 'revoked' })];
    const { changes } = planRotation(keyOf(versions), NOW_MS, { ...leaked, graceMs: -1 });
    const revocation = { code: 'leaked', note: null };
    const revoked = { state: 'revoked', revokedAtMs: NOW_MS, revocation };
    expect(changes).toEqual([
      { versionId: 'new', ...revoked },
      { versionId: 'old', ...revoked },
    ]);
  });

  it('persists a grace that has ended, at its end', () => {
    const { changes } = planRotation(rotatingKey(), NOW_MS + DAY_MS, routine);
    const endsAtMs = NOW_MS + HOUR_MS;
    expect(changes[0]).toEqual({ versionId: 'old', state: 'retired', retiredAtMs: endsAtMs });
    expect(planReachedDeadlines(rotatingKey(), endsAtMs - 1)).toEqual([]);
    expect(planReachedDeadlines(rotatingKey(), endsAtMs)).toHaveLength(1);
  });

  it('is in grace for the last millisecond before its expiry', () => {
    const key = keyOf([versionOf('v', { expiresAtMs: NOW_MS + 1 })]);
    expect(planRotation(key, NOW_MS, routine).changes).toEqual([
      { versionId: 'v', state: 'retiring', endsAtMs: NOW_MS + 1 },
    ]);
  });

  it('persists a grace that its expiry ended, at the expiry', () => {
    const old = { expiresAtMs: NOW_MS + 5, endsAtMs: NOW_MS + 9 };
    const retiredAt = (change: object, nowMs: number) =>
      planReachedDeadlines(rotatingKey(HOUR_MS, { ...old, ...change }), nowMs)[0]?.retiredAtMs;
    expect(retiredAt({}, NOW_MS + DAY_MS)).toBe(NOW_MS + 5);
    expect(retiredAt({ endsAtMs: null }, NOW_MS + DAY_MS)).toBe(NOW_MS + 5);
  });

  it('follows the newest version where none is active, and retires none', () => {
    const versions = [
      versionOf('late', { state: 'retired' }),
      versionOf('early', { state: 'retired' }),
    ];
    const plan = planRotation(keyOf(versions), NOW_MS, routine);
    expect(plan).toMatchObject({ predecessor: { id: 'late' }, changes: [] });
  });

  it('allows the whole 30 days of grace', () => {
    const key = keyOf([versionOf('v')]);
    const { changes } = planRotation(key, NOW_MS, { ...routine, graceMs: MAX_GRACE_MS });
    expect(changes[0]?.endsAtMs).toBe(NOW_MS + 30 * DAY_MS);
  });

  it('finds a key without a version damaged', () => {
    expect(() => planRotation(keyOf([]), NOW_MS, routine)).toThrow('has no version');
  });

  it('says which key, and why not', () => {
    const reasonOf = (key: Parameters<typeof planRotation>[0], graceMs = HOUR_MS) => {
      try {
        planRotation(key, NOW_MS, { graceMs, isLeaked: false });
      } catch (error) {
        return (error as Error).message;
      }
      return null;
    };
    const v = versionOf('v');
    expect(reasonOf(revokedKey)).toBe('The key "payments worker" is revoked');
    expect(reasonOf(keyOf([v], { disabledAtMs: 1 }))).toBe(
      'Cannot rotate "payments worker": the key is disabled',
    );
    expect(reasonOf(keyOf([versionOf('v', { expiresAtMs: 1 })]))).toBe(
      'Cannot rotate "payments worker": the key has expired',
    );
    expect(reasonOf(rotatingKey())).toBe(
      'Cannot rotate "payments worker": its last rotation is still in its grace period',
    );
    expect(reasonOf(keyOf([v]), 31 * DAY_MS)).toBe('A grace of 31d is outside 0s to 30d');
  });

  it.each([
    ['a revoked key', 'key/revoked', revokedKey, routine],
    ['a disabled key', 'key/disabled', keyOf([versionOf('v')], { disabledAtMs: 1 }), leaked],
    ['an expired key', 'key/expired', keyOf([versionOf('v', { expiresAtMs: NOW_MS })]), routine],
    [
      'an expired key, after a leak',
      'key/expired',
      keyOf([versionOf('v', { expiresAtMs: 1 })]),
      leaked,
    ],
    [
      'a key that expired before its version was revoked',
      'key/expired',
      keyOf([versionOf('v', { expiresAtMs: NOW_MS, state: 'revoked' })]),
      routine,
    ],
    ['a key in its grace', 'key/rotation-in-progress', rotatingKey(), routine],
    ['a grace below 0', 'key/grace-refused', keyOf([versionOf('v')]), { ...routine, graceMs: -1 }],
    [
      'a grace above 30 days',
      'key/grace-refused',
      keyOf([versionOf('v')]),
      { ...routine, graceMs: MAX_GRACE_MS + 1 },
    ],
  ] as const)('is refused for %s: %s', (...[, code, key, options]) => {
    expect(codeOf(() => planRotation(key, NOW_MS, options))).toBe(code);
  });
});

describe('the plans within a grace', () => {
  it('finish retires the old version now', () => {
    const nowMs = NOW_MS + 5;
    expect(planFinish(rotatingKey(), nowMs)).toEqual([
      { versionId: 'old', state: 'retired', endsAtMs: nowMs, retiredAtMs: nowMs },
    ]);
  });

  it('roll back revokes the new version before the old one is active again', () => {
    const plan = planRollback(rotatingKey(), NOW_MS);
    expect(plan.map(({ versionId, state }) => [versionId, state])).toEqual([
      ['new', 'revoked'],
      ['old', 'active'],
    ]);
    expect(plan[0]).toMatchObject({
      revokedAtMs: NOW_MS,
      revocation: { code: 'rolled-back', note: null },
    });
    expect(plan[1]?.endsAtMs).toBeNull();
  });

  it('roll back revokes no version that is retired', () => {
    const versions = [...rotatingKey().versions, versionOf('oldest', { state: 'retired' })];
    const plan = planRollback(keyOf(versions), NOW_MS);
    expect(plan.map(({ versionId }) => versionId)).toEqual(['new', 'old']);
  });

  it('extend moves the end from where it is', () => {
    const [change] = planExtension(rotatingKey(), NOW_MS + 5, HOUR_MS);
    expect(change?.endsAtMs).toBe(NOW_MS + 2 * HOUR_MS);
  });

  it('extend goes to 30 days from the start of the overlap and no further', () => {
    const key = rotatingKey();
    const most = MAX_GRACE_MS - HOUR_MS;
    expect(planExtension(key, NOW_MS, most)[0]?.endsAtMs).toBe(NOW_MS + MAX_GRACE_MS);
    expect(codeOf(() => planExtension(key, NOW_MS, most + 1))).toBe('key/grace-refused');
    expect(codeOf(() => planExtension(key, NOW_MS, 0))).toBe('key/grace-refused');
    expect(codeOf(() => planExtension(key, NOW_MS, -HOUR_MS))).toBe('key/grace-refused');
  });

  it('extend counts the overlap from the successor, also after that was revoked', () => {
    const [, old] = rotatingKey().versions;
    const successor = versionOf('new', { state: 'revoked', createdAtMs: NOW_MS });
    const key = keyOf(old === undefined ? [] : [successor, old]);
    const beyond = MAX_GRACE_MS - HOUR_MS + 1;
    expect(codeOf(() => planExtension(key, NOW_MS, beyond))).toBe('key/grace-refused');
    expect(planExtension(key, NOW_MS, beyond - 1)).toHaveLength(1);
  });

  it('extend stops at the old expiry, and is refused where that is the end already', () => {
    const key = rotatingKey(HOUR_MS, { expiresAtMs: NOW_MS + 2 * HOUR_MS });
    expect(planExtension(key, NOW_MS, DAY_MS)[0]?.endsAtMs).toBe(NOW_MS + 2 * HOUR_MS);
    const atExpiry = rotatingKey(HOUR_MS, { expiresAtMs: NOW_MS + HOUR_MS });
    expect(codeOf(() => planExtension(atExpiry, NOW_MS, HOUR_MS))).toBe('key/grace-refused');
  });

  it('extend counts from now where the end is not known, and from the old version without a successor', () => {
    const open = rotatingKey(HOUR_MS, { endsAtMs: null });
    expect(planExtension(open, NOW_MS + 5, HOUR_MS)[0]?.endsAtMs).toBe(NOW_MS + 5 + HOUR_MS);
    const alone = keyOf([
      versionOf('old', { state: 'retiring', endsAtMs: NOW_MS + HOUR_MS, createdAtMs: NOW_MS }),
      versionOf('older', { state: 'retired', createdAtMs: NOW_MS - DAY_MS }),
    ]);
    const most = MAX_GRACE_MS - HOUR_MS;
    expect(planExtension(alone, NOW_MS, most)).toHaveLength(1);
    expect(codeOf(() => planExtension(alone, NOW_MS, most + 1))).toBe('key/grace-refused');
  });

  it('extend says when the overlap began, when the old version expires, and the least it takes', () => {
    const key = rotatingKey(HOUR_MS, { expiresAtMs: NOW_MS + HOUR_MS });
    expect(() => planExtension(key, NOW_MS, DAY_MS)).toThrow(
      'Cannot extend "payments worker": the old version expires 2026-01-01T01:00:00.000Z',
    );
    expect(() => planExtension(key, NOW_MS, MAX_GRACE_MS)).toThrow(
      'Cannot extend "payments worker": the overlap began 2026-01-01T00:00:00.000Z and may last 30d in all',
    );
    expect(() => planExtension(key, NOW_MS, 0)).toThrow('extended by at least 1s');
    expect(planExtension(rotatingKey(), NOW_MS, 1)).toEqual([
      { versionId: 'old', state: 'retiring', endsAtMs: NOW_MS + HOUR_MS + 1 },
    ]);
  });

  it('say what cannot be done to which key', () => {
    const key = keyOf([versionOf('v')]);
    const tail = '"payments worker": no version of it is in a grace period';
    expect(() => planFinish(key, NOW_MS)).toThrow(`Cannot finish ${tail}`);
    expect(() => planRollback(key, NOW_MS)).toThrow(`Cannot roll back ${tail}`);
    expect(() => planExtension(key, NOW_MS, 1)).toThrow(`Cannot extend ${tail}`);
  });

  it('are refused at the end of grace, without one, and for a revoked key', () => {
    const plans = [
      planFinish,
      planRollback,
      (key: Parameters<typeof planFinish>[0], nowMs: number) => planExtension(key, nowMs, HOUR_MS),
    ];
    for (const plan of plans) {
      expect(codeOf(() => plan(rotatingKey(), NOW_MS + HOUR_MS))).toBe('key/no-rotation');
      expect(codeOf(() => plan(keyOf([versionOf('v')]), NOW_MS))).toBe('key/no-rotation');
      expect(codeOf(() => plan(revokedKey, NOW_MS))).toBe('key/revoked');
    }
  });
});

describe('the plans of revoking and disabling', () => {
  it('a key revokes what is not revoked yet, retired versions too', () => {
    const versions = [
      versionOf('c'),
      versionOf('b', { state: 'retired' }),
      versionOf('a', { state: 'revoked' }),
    ];
    const plan = planKeyRevocation(keyOf(versions), NOW_MS, WHY);
    expect(plan.map(({ versionId }) => versionId)).toEqual(['c', 'b']);
    expect(codeOf(() => planKeyRevocation(revokedKey, NOW_MS, WHY))).toBe('key/revoked');
  });

  it('a version revokes that one, once', () => {
    const at = { nowMs: NOW_MS, why: WHY };
    const key = keyOf([versionOf('b'), versionOf('a', { state: 'revoked' })]);
    expect(planVersionRevocation(key, 'b' as never, at)).toEqual([
      { versionId: 'b', state: 'revoked', revokedAtMs: NOW_MS, revocation: WHY },
    ]);
    expect(codeOf(() => planVersionRevocation(key, 'a' as never, at))).toBe('key/revoked');
    expect(() => planVersionRevocation(key, 'a' as never, at)).toThrow('Version a is revoked');
    expect(() => planVersionRevocation(key, 'z' as never, at)).toThrow('is not of key');
  });

  it('disabling is needed where it changes something, and refused for a revoked key', () => {
    const key = keyOf([versionOf('v')]);
    expect(planDisabling(key, true)).toBe(true);
    expect(planDisabling(key, false)).toBe(false);
    expect(planDisabling({ ...key, disabledAtMs: 1 }, true)).toBe(false);
    expect(planDisabling({ ...key, disabledAtMs: 1 }, false)).toBe(true);
    expect(codeOf(() => planDisabling(revokedKey, true))).toBe('key/revoked');
  });
});
