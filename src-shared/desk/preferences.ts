/** What a person sets about the window. No secret: kept as a small JSON file, so that theme and timers hold before anything is unlocked. */
import { z } from 'zod';
import { LEAD_DAYS } from '../rotation/lead-days.ts';
import { THEMES } from './default-preferences.ts';
import { NOTICE_KINDS } from './notice-kinds.ts';

export const preferencesSchema = z.strictObject({
  theme: z.enum(THEMES),
  /** Null: never. */
  lockAfterIdleMs: z.int().min(60_000).max(86_400_000).nullable(),
  isLockedOnSleep: z.boolean(),
  isLockedOnScreenLock: z.boolean(),
  /** Null: never cleared. */
  clearClipboardAfterMs: z.int().min(5_000).max(600_000).nullable(),
  isKeptInTray: z.boolean(),
  isCaptureBlocked: z.boolean(),
  areSingleKeyShortcutsOn: z.boolean(),
  areRemindersOn: z.boolean(),
  /** Days before a key ends or is due at which a reminder comes. */
  leadDays: z.array(z.int().min(0).max(LEAD_DAYS.most)).max(LEAD_DAYS.count),
  /** Minutes of the local day between which nothing is shown; null: there are none. */
  quietHours: z
    .strictObject({ fromMinute: z.int().min(0).max(1_439), toMinute: z.int().min(0).max(1_439) })
    .nullable(),
  /** Kinds of notifications that are not shown. */
  mutedNotices: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
  /** Minute of the local day at which what became due is told, all at once; null: each as it comes. */
  digestMinute: z.int().min(0).max(1_439).nullable(),
  serverPort: z.int().min(0).max(65_535),
  /** Searches that a person named; shown in the sidebar. */
  savedViews: z
    .array(z.strictObject({ name: z.string().min(1).max(40), query: z.string().min(1).max(512) }))
    .max(32),
  /** How what is due is shown. */
  dueView: z.enum(['list', 'month']),
  zoom: z.number().min(0.5).max(2),
  /** Null: nobody was asked yet. Without a feed in the package it means nothing (docs/packaging.md, "Updates"). */
  areUpdatesLookedFor: z.boolean().nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;
export const preferencesChangeSchema = preferencesSchema.partial();
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>;
