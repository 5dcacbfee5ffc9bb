import { describe, expect, it } from 'vitest';
import {
  allowedEndMs,
  endAfterKey,
  extensionStepMs,
} from '../../../src-renderer/rotation/extension-steps.ts';
import type { Grace } from '../../../src-renderer/rotation/life-line-shape.ts';
import { DAY_MS, HOUR_MS, NOW_MS } from './made-key.ts';

const grace = (graceMs: number): Grace => ({
  versionId: 'old000000000',
  startedAtMs: NOW_MS,
  endsAtMs: NOW_MS + graceMs,
  latestEndMs: NOW_MS + 30 * DAY_MS,
});

describe('endAfterKey', () => {
  it('moves by round steps that fit the grace', () => {
    const steps = [HOUR_MS, DAY_MS, 7 * DAY_MS].map((graceMs) => extensionStepMs(grace(graceMs)));
    expect(steps).toEqual([5 * 60_000, HOUR_MS, 6 * HOUR_MS]);
    expect(endAfterKey(grace(DAY_MS), NOW_MS + DAY_MS, 'ArrowRight')).toBe(
      NOW_MS + DAY_MS + HOUR_MS,
    );
  });

  it('never ends before the stored end nor after the latest', () => {
    const of = grace(DAY_MS);
    expect(endAfterKey(of, of.endsAtMs, 'ArrowLeft')).toBe(of.endsAtMs);
    expect(endAfterKey(of, of.endsAtMs, 'End')).toBe(of.latestEndMs);
    expect(endAfterKey(of, of.latestEndMs, 'PageUp')).toBe(of.latestEndMs);
    expect(endAfterKey(of, of.latestEndMs, 'Home')).toBe(of.endsAtMs);
    expect(allowedEndMs(of, 0)).toBe(of.endsAtMs);
  });

  it('leaves every other key alone', () => {
    expect(endAfterKey(grace(DAY_MS), NOW_MS, 'a')).toBeNull();
    expect(endAfterKey(grace(DAY_MS), NOW_MS, 'toString')).toBeNull();
  });
});
