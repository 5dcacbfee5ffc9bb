import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LockWatch, watchForLocks } from '../../src-main/lock-watch.ts';
import { defaultPreferences } from '../../src-shared/desk/default-preferences.ts';
import type { Preferences } from '../../src-shared/desk/preferences.ts';

class Power extends EventEmitter {
  idleSeconds = 0;
  getSystemIdleTime(): number {
    return this.idleSeconds;
  }
}

function make(change: Partial<Preferences> = {}) {
  const power = new Power();
  const locks: string[] = [];
  const state = { isOpen: true };
  const watch = watchForLocks({
    powerMonitor: power as never,
    nowMs: () => Date.now(),
    preferences: () => ({ ...defaultPreferences, ...change }),
    isOpen: () => state.isOpen,
    lock: (because) => {
      locks.push(because);
      state.isOpen = false;
    },
  });
  watches.push(watch);
  return { power, locks, state, watch };
}

const watches: LockWatch[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop();
  vi.useRealTimers();
});

describe('watchForLocks', () => {
  it.each([
    ['suspend', 'sleep'],
    ['lock-screen', 'screen-lock'],
    ['user-did-resign-active', 'user-switch'],
  ])('locks at once on %s', (event, because) => {
    const { power, locks } = make();
    power.emit(event);
    expect(locks).toEqual([because]);
  });

  it('locks within a second of the idle time being up, and not before', () => {
    const { power, locks } = make({ lockAfterIdleMs: 60_000 });
    power.idleSeconds = 59;
    vi.advanceTimersByTime(5_000);
    expect(locks).toEqual([]);
    power.idleSeconds = 60;
    vi.advanceTimersByTime(1_000);
    expect(locks).toEqual(['idle']);
  });

  it('locks after a sleep that only the clock betrays', () => {
    const { locks } = make();
    vi.advanceTimersByTime(10_000);
    expect(locks).toEqual([]);
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(1_000);
    expect(locks).toEqual(['sleep']);
  });

  it('does nothing that the person has switched off, and never locks what is locked', () => {
    const off = make({
      isLockedOnSleep: false,
      isLockedOnScreenLock: false,
      lockAfterIdleMs: null,
    });
    off.power.idleSeconds = 100_000;
    off.power.emit('suspend');
    off.power.emit('lock-screen');
    vi.advanceTimersByTime(3_000);
    expect(off.locks).toEqual([]);
    const locked = make();
    locked.state.isOpen = false;
    locked.power.emit('suspend');
    expect(locked.locks).toEqual([]);
  });
});
