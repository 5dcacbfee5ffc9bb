/**
 * Reasons to lock that the person does not type: idle, sleep, the screen's lock, another user at the machine. A sleep that no signal
 * told of shows in the clock afterwards, and locks then.
 */
import type { PowerMonitor } from 'electron';
import type { LockReason } from '../src-shared/desk/main-calls.ts';
import type { Preferences } from '../src-shared/desk/preferences.ts';

export interface LockWatchDeps {
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'getSystemIdleTime'>;
  readonly nowMs: () => number;
  readonly preferences: () => Preferences;
  readonly isOpen: () => boolean;
  readonly lock: (because: LockReason) => void;
}

export interface LockWatch {
  /** Locks, where the vault is open and the person wants it for this reason. */
  readonly hear: (because: LockReason) => void;
  readonly stop: () => void;
}

const LOOK_EVERY_MS = 1_000;
/** The timer is never this late while the computer is awake. */
const SLEPT_MS = 30_000;

export function watchForLocks(deps: LockWatchDeps): LockWatch {
  const { powerMonitor, preferences, isOpen, nowMs } = deps;
  const hear = (because: LockReason): void => {
    if (isOpen() && isWanted(because, preferences())) deps.lock(because);
  };
  powerMonitor.on('suspend', () => hear('sleep'));
  powerMonitor.on('lock-screen', () => hear('screen-lock'));
  powerMonitor.on('user-did-resign-active', () => hear('user-switch'));
  let lookedAtMs = nowMs();
  const timer = setInterval(() => {
    const sinceMs = nowMs() - lookedAtMs;
    lookedAtMs = nowMs();
    if (sinceMs >= SLEPT_MS) hear('sleep');
    const { lockAfterIdleMs } = preferences();
    if (lockAfterIdleMs === null || !isOpen()) return;
    if (powerMonitor.getSystemIdleTime() * 1_000 >= lockAfterIdleMs) hear('idle');
  }, LOOK_EVERY_MS);
  return { hear, stop: () => clearInterval(timer) };
}

function isWanted(because: LockReason, preferences: Preferences): boolean {
  if (because === 'sleep') return preferences.isLockedOnSleep;
  if (because === 'screen-lock') return preferences.isLockedOnScreenLock;
  return true;
}
