import { describe, expect, it } from 'vitest';
import { createStoreClock } from '../../../src-core/verify/store-clock.ts';
import { steppedClock, T0 } from './verify-bench.ts';

describe('store clock', () => {
  it('goes with the wall clock, and stands still while that is behind', () => {
    const wall = steppedClock();
    const clock = createStoreClock(wall, 0);
    expect(clock.nowMs()).toBe(T0);
    wall.step(5);
    expect(clock.nowMs()).toBe(T0 + 5);
    wall.setWall(T0 - 1_000);
    expect(clock.nowMs()).toBe(T0 + 5);
    wall.setWall(T0 + 6);
    expect(clock.nowMs()).toBe(T0 + 6);
  });

  it('starts from the latest instant of earlier runs, and takes later ones that the store has seen', () => {
    const clock = createStoreClock(steppedClock(), T0 + 10);
    expect(clock.nowMs()).toBe(T0 + 10);
    clock.observe(T0 + 20);
    clock.observe(T0 + 15);
    expect(clock.nowMs()).toBe(T0 + 20);
  });
});
