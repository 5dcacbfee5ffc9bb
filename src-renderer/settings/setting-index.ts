/** Every row of the settings: where it stands, what it keeps, and the sentences by which it is found. */
import type { Preferences } from '../../src-shared/desk/preferences.ts';

interface Setting {
  readonly group:
    | 'appearance'
    | 'window'
    | 'locking'
    | 'copying'
    | 'reminders'
    | 'vault'
    | 'shortcuts'
    | 'updates'
    | 'about';
  /** Texts of the row, as keys below `settings` in the catalogue of words. */
  readonly texts: readonly string[];
  /** What of the preferences the row changes; empty: it is no preference. */
  readonly keeps: readonly (keyof Preferences)[];
}

export const SETTINGS = {
  theme: {
    group: 'appearance',
    texts: ['theme', 'themes.system', 'themes.light', 'themes.dark', 'themes.high-contrast'],
    keeps: ['theme'],
  },
  textSize: { group: 'appearance', texts: ['textSize'], keeps: ['zoom'] },
  keptInTray: {
    group: 'window',
    texts: ['keptInTray', 'quitsWithoutTray'],
    keeps: ['isKeptInTray'],
  },
  loginStart: {
    group: 'window',
    texts: ['loginStart', 'loginStartUnpackaged'],
    keeps: [],
  },
  idle: { group: 'locking', texts: ['idle'], keeps: ['lockAfterIdleMs'] },
  sleep: { group: 'locking', texts: ['sleep'], keeps: ['isLockedOnSleep'] },
  screenLock: { group: 'locking', texts: ['screenLock'], keeps: ['isLockedOnScreenLock'] },
  clipboard: {
    group: 'copying',
    texts: ['clipboard', 'clipboardHint'],
    keeps: ['clearClipboardAfterMs'],
  },
  capture: { group: 'copying', texts: ['capture', 'captureLinux'], keeps: ['isCaptureBlocked'] },
  remindersOn: { group: 'reminders', texts: ['remindersOn', 'noTray'], keeps: ['areRemindersOn'] },
  noticeKinds: {
    group: 'reminders',
    texts: ['noticeKinds.due', 'noticeKinds.overdue', 'noticeKinds.server'],
    keeps: ['mutedNotices'],
  },
  leadDays: { group: 'reminders', texts: ['leadDays', 'leadDaysHint'], keeps: ['leadDays'] },
  digest: { group: 'reminders', texts: ['digest'], keeps: ['digestMinute'] },
  quiet: { group: 'reminders', texts: ['quiet'], keeps: ['quietHours'] },
  vault: {
    group: 'vault',
    texts: ['vaultFile', 'password', 'backup', 'rememberStart', 'rememberText'],
    keeps: [],
  },
  singleKeys: { group: 'shortcuts', texts: ['singleKeys'], keeps: ['areSingleKeyShortcutsOn'] },
  showShortcuts: { group: 'shortcuts', texts: ['showShortcuts'], keeps: [] },
  updates: {
    group: 'updates',
    texts: ['updatesOn', 'updatesWithoutFeed'],
    keeps: ['areUpdatesLookedFor'],
  },
  version: { group: 'about', texts: ['about'], keeps: [] },
  licences: { group: 'about', texts: ['licences', 'showLicences'], keeps: [] },
} as const satisfies Record<string, Setting>;

export type SettingId = keyof typeof SETTINGS;
export type SettingGroupId = Setting['group'];
export const SETTING_IDS = Object.keys(SETTINGS) as readonly SettingId[];
