import { describe, expect, it } from 'vitest';
import { backToDefault, isAtDefault } from '../../../src-renderer/settings/setting-defaults.ts';
import { SETTING_IDS, SETTINGS } from '../../../src-renderer/settings/setting-index.ts';
import { defaultPreferences } from '../../../src-shared/desk/default-preferences.ts';
import { type Preferences, preferencesChangeSchema } from '../../../src-shared/desk/preferences.ts';

const CHANGED: Preferences = {
  ...defaultPreferences,
  theme: 'dark',
  leadDays: [7],
  quietHours: { fromMinute: 0, toMinute: 60 },
  mutedNotices: ['server'],
  zoom: 1.5,
};

describe('a setting', () => {
  it('is at its default as the program comes, whatever it keeps', () => {
    expect(SETTING_IDS.filter((id) => !isAtDefault(id, defaultPreferences))).toEqual([]);
  });

  it('differs once what it keeps is another value, lists and spans included', () => {
    const differing = SETTING_IDS.filter((id) => !isAtDefault(id, CHANGED));
    expect(differing).toEqual(['theme', 'textSize', 'noticeKinds', 'leadDays', 'quiet']);
  });

  it('is put back alone', () => {
    const after = Object.assign({}, CHANGED, backToDefault('leadDays'));
    expect(after).toEqual({ ...CHANGED, leadDays: defaultPreferences.leadDays });
    expect(isAtDefault('leadDays', after)).toBe(true);
    expect(isAtDefault('theme', after)).toBe(false);
  });

  it('is put back by a change that main takes', () => {
    for (const id of SETTING_IDS) {
      const change = backToDefault(id);
      expect(Object.keys(change)).toEqual([...SETTINGS[id].keeps]);
      expect(preferencesChangeSchema.parse(change)).toEqual(change);
    }
  });
});
