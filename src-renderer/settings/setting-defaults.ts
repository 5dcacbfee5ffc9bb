/** What a row of the settings is like as the program comes, read from the one list of defaults. */

import { defaultPreferences } from '../../src-shared/desk/default-preferences.ts';
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import { SETTINGS, type SettingId } from './setting-index.ts';

export function isAtDefault(id: SettingId, preferences: Preferences): boolean {
  return keptBy(id).every((key) => isSame(preferences[key], defaultPreferences[key]));
}

/** What puts this row back and leaves all others as they are. */
export function backToDefault(id: SettingId): Partial<Preferences> {
  return Object.fromEntries(keptBy(id).map((key) => [key, defaultPreferences[key]]));
}

function keptBy(id: SettingId): readonly (keyof Preferences)[] {
  return SETTINGS[id].keeps;
}

/** Both are plain values of one schema, so the order of their parts is the same. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
