import { describe, expect, it } from 'vitest';
import { createDatabaseClock } from '../../../src-core/verify/database-clock.ts';

const AT_MS = 1_767_225_600_000;

/** Sent and received. */
type Times = readonly [number, number];

function clockAt(startMs: number) {
  const machine = { monotonicMs: startMs };
  const clock = createDatabaseClock({ monotonicMs: () => machine.monotonicMs });
  const tell = (databaseMs: number, [sentMs, receivedMs]: Times, latestMs = 0): void => {
    machine.monotonicMs = receivedMs;
    clock.observeAnswer(
      { clockUs: databaseMs * 1_000, latestUs: latestMs * 1_000 },
      { sentMs, receivedMs },
    );
  };
  return { machine, clock, tell };
}

describe('the time of a shared store', () => {
  it('lies between two bounds: the answer was made after the question was sent, and before it came', () => {
    const { clock, machine, tell } = clockAt(0);
    tell(AT_MS, [100, 130]);
    expect([clock.earliestMs(), clock.nowMs()]).toEqual([AT_MS, AT_MS + 30]);
    machine.monotonicMs = 1_130;
    expect([clock.earliestMs(), clock.nowMs()]).toEqual([AT_MS + 1_000, AT_MS + 1_030]);
  });

  it('is rounded away from the truth: an end is never late, a beginning never early', () => {
    const { clock, tell } = clockAt(0);
    tell(AT_MS, [100, 100.4]);
    expect(clock.nowMs()).toBe(AT_MS + 1);
    tell(AT_MS + 0.7, [100.4, 100.4]);
    expect(clock.earliestMs()).toBe(AT_MS);
  });

  it('never goes back in what it ends by, whatever a later answer says', () => {
    const { clock, tell } = clockAt(0);
    tell(AT_MS, [0, 10]);
    const before = clock.nowMs();
    tell(AT_MS - 60_000, [20, 30]);
    expect(clock.nowMs()).toBe(before);
    expect(clock.earliestMs()).toBe(AT_MS - 60_000);
  });

  it('is no earlier than the latest instant the store has seen', () => {
    const { clock, tell } = clockAt(0);
    tell(AT_MS, [0, 0], AT_MS + 5_000);
    expect(clock.nowMs()).toBe(AT_MS + 5_000);
    clock.observe(AT_MS + 9_000);
    expect(clock.nowMs()).toBe(AT_MS + 9_000);
    clock.observe(AT_MS);
    expect(clock.nowMs()).toBe(AT_MS + 9_000);
  });

  it('is nothing before the first answer', () => {
    const { clock, machine } = clockAt(5_000);
    expect([clock.earliestMs(), clock.nowMs()]).toEqual([0, 0]);
    machine.monotonicMs = 9_000;
    expect([clock.earliestMs(), clock.nowMs()]).toEqual([0, 0]);
  });
});
