import { describe, expect, it } from 'vitest';
import {
  SET_BACK_TOLERANCE_US,
  stampInstant,
  usToMs,
} from '../../../src-core/store/stamp-instant.ts';

const at = (latestUs: number, reportedBehindUs: number | null = null) => ({
  latestUs,
  reportedBehindUs,
});
const LATEST_US = 10 * SET_BACK_TOLERANCE_US;

describe('the stamp of a mutation', () => {
  it('is the clock’s time, or a microsecond after the latest seen', () => {
    expect(stampInstant(500, at(100)).atUs).toBe(500);
    expect(stampInstant(101, at(100)).atUs).toBe(101);
    expect(stampInstant(100, at(100)).atUs).toBe(101);
    expect(stampInstant(1, at(100)).atUs).toBe(101);
  });

  it('reports a clock more than five minutes behind, and none that is less', () => {
    const behind = (byUs: number) => stampInstant(LATEST_US - byUs, at(LATEST_US)).setBackByUs;
    expect(behind(SET_BACK_TOLERANCE_US)).toBeNull();
    expect(behind(SET_BACK_TOLERANCE_US + 1)).toBe(SET_BACK_TOLERANCE_US + 1);
  });

  it('reports a jump once, and again only where the clock falls back further', () => {
    const known = 2 * SET_BACK_TOLERANCE_US;
    const next = (byUs: number) => stampInstant(LATEST_US - byUs, at(LATEST_US, known));
    expect(next(known)).toMatchObject({ setBackByUs: null, reportedBehindUs: known });
    expect(next(known + SET_BACK_TOLERANCE_US).setBackByUs).toBeNull();
    expect(next(known + SET_BACK_TOLERANCE_US + 1).setBackByUs).not.toBeNull();
  });

  it('forgets a jump when the clock is right again', () => {
    const right = stampInstant(LATEST_US, at(LATEST_US, 2 * SET_BACK_TOLERANCE_US));
    expect(right.reportedBehindUs).toBeNull();
  });

  it('is never later in milliseconds than it is', () => {
    expect(usToMs(1_999)).toBe(1);
    expect(usToMs(2_000)).toBe(2);
  });
});
