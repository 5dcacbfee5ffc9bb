/** Preferences of a person who has set none. Apart from their schema, which the page has no use for. */
import { DEFAULT_LEAD_DAYS } from '../rotation/lead-days.ts';
import type { Preferences } from './preferences.ts';

export const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const;

export const defaultPreferences: Preferences = {
  theme: 'system',
  lockAfterIdleMs: 600_000,
  isLockedOnSleep: true,
  isLockedOnScreenLock: true,
  clearClipboardAfterMs: 30_000,
  isKeptInTray: false,
  isCaptureBlocked: true,
  areSingleKeyShortcutsOn: true,
  areRemindersOn: true,
  leadDays: [...DEFAULT_LEAD_DAYS],
  quietHours: null,
  mutedNotices: [],
  digestMinute: null,
  serverPort: 4_280,
  savedViews: [],
  dueView: 'list',
  zoom: 1,
  areUpdatesLookedFor: null,
};
