import { describe, expect, it } from 'vitest';
import {
  graceOf,
  instantAt,
  type LifeLineInput,
  lifeLineShape,
} from '../../../src-renderer/rotation/life-line-shape.ts';
import { DAY_MS, HOUR_MS, madeKey, madeVersion, NOW_MS, rotatingKey } from './made-key.ts';

function shapeOf(part: Partial<LifeLineInput> & Pick<LifeLineInput, 'key'>) {
  return lifeLineShape({
    lastUseOfVersions: {},
    nowMs: NOW_MS,
    draftEndMs: null,
    focus: 'grace',
    ...part,
  });
}

describe('lifeLineShape', () => {
  it('draws the versions oldest first, each from its making to its end', () => {
    const { lanes, overlap } = shapeOf({
      focus: 'life',
      key: madeKey([
        madeVersion('new', { expiresAtMs: NOW_MS + 30 * DAY_MS }),
        madeVersion('old', {
          state: 'retired',
          createdAtMs: NOW_MS - 30 * DAY_MS,
          endsAtMs: NOW_MS - DAY_MS,
          retiredAtMs: NOW_MS - DAY_MS,
        }),
      ]),
    });
    expect(lanes.map(({ versionId, state }) => [versionId, state])).toEqual([
      ['old000000000', 'gone'],
      ['new000000000', 'active'],
    ]);
    expect(lanes[0]?.to).toBeLessThan(lanes[1]?.from ?? 0);
    expect(overlap).toBeNull();
  });

  it('gives every place as a fraction of the axis', () => {
    for (const focus of ['grace', 'life'] as const) {
      const shape = shapeOf({
        key: rotatingKey(HOUR_MS),
        focus,
        lastUseOfVersions: { old000000000: NOW_MS - 60_000 },
      });
      for (const { from, to, usedAt } of shape.lanes) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(1);
        expect(from).toBeLessThan(to);
        expect(usedAt === null || (usedAt >= 0 && usedAt <= 1)).toBe(true);
      }
      expect(shape.nowAt).toBeGreaterThanOrEqual(0);
      expect(shape.nowAt).toBeLessThanOrEqual(1);
    }
  });

  it('closes in on the overlap during grace, so that an hour is seen beside a quarter', () => {
    const key = rotatingKey(HOUR_MS);
    const near = shapeOf({ key }).overlap;
    const far = shapeOf({ key, focus: 'life' }).overlap;
    expect((near?.to ?? 0) - (near?.from ?? 0)).toBeGreaterThan(0.3);
    expect((far?.to ?? 0) - (far?.from ?? 0)).toBeLessThan(0.01);
  });

  it('says which bars come from before the axis and go on after it', () => {
    const { lanes } = shapeOf({ key: rotatingKey(HOUR_MS) });
    expect(lanes.map(({ isFromBefore, isOpen }) => [isFromBefore, isOpen])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('leaves a version without an end open to the right edge', () => {
    const { lanes } = shapeOf({ key: madeKey([madeVersion('one')]), focus: 'life' });
    expect(lanes[0]).toMatchObject({ to: 1, isOpen: true, toMs: null });
  });

  it('shows a version that is still to come and has no end', () => {
    const coming = madeVersion('coming', { notBeforeMs: NOW_MS + 10 * DAY_MS });
    const { lanes, nowAt } = shapeOf({ key: madeKey([coming]) });
    expect(lanes).toMatchObject([{ state: 'pending', isOpen: true, to: 1 }]);
    expect(lanes[0]?.from).toBeGreaterThan(nowAt);
    expect(lanes[0]?.from).toBeLessThan(1);
  });

  it('moves the end and the overlap with the draft, and not the axis', () => {
    const key = rotatingKey(HOUR_MS);
    const before = shapeOf({ key });
    const after = shapeOf({ key, draftEndMs: NOW_MS + 1.5 * HOUR_MS });
    expect([after.fromMs, after.toMs]).toEqual([before.fromMs, before.toMs]);
    expect(after.overlap?.to).toBeGreaterThan(before.overlap?.to ?? 1);
    expect(after.lanes[0]?.toMs).toBe(NOW_MS + 1.5 * HOUR_MS);
  });

  it('marks no use that lies outside the axis', () => {
    const { lanes } = shapeOf({
      key: rotatingKey(HOUR_MS),
      lastUseOfVersions: { old000000000: NOW_MS - 20 * DAY_MS },
    });
    expect(lanes[0]).toMatchObject({ usedAt: null, usedAtMs: NOW_MS - 20 * DAY_MS });
  });
});

describe('graceOf', () => {
  it('is null once the end of grace is reached, at the instant itself', () => {
    const key = rotatingKey(HOUR_MS);
    expect(graceOf(key, NOW_MS + HOUR_MS - 1)?.endsAtMs).toBe(NOW_MS + HOUR_MS);
    expect(graceOf(key, NOW_MS + HOUR_MS)).toBeNull();
  });

  it('allows 30 days of overlap in all, or until the old version expires', () => {
    expect(graceOf(rotatingKey(HOUR_MS), NOW_MS)?.latestEndMs).toBe(NOW_MS + 30 * DAY_MS);
    const expiring = rotatingKey(HOUR_MS, { expiresAtMs: NOW_MS + 2 * DAY_MS });
    expect(graceOf(expiring, NOW_MS)?.latestEndMs).toBe(NOW_MS + 2 * DAY_MS);
  });
});

describe('instantAt', () => {
  it('is the way back from a place to its instant, to the second', () => {
    const shape = shapeOf({ key: rotatingKey(HOUR_MS) });
    const end = shape.overlap?.to ?? 0;
    expect(instantAt(shape, end)).toBe(NOW_MS + HOUR_MS);
    expect(instantAt(shape, 7)).toBe(Math.round(shape.toMs / 1_000) * 1_000);
  });
});
