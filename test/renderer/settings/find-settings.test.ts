import { describe, expect, it } from 'vitest';
import { findSettings } from '../../../src-renderer/settings/find-settings.ts';
import { SETTING_IDS, SETTINGS } from '../../../src-renderer/settings/setting-index.ts';
import { settings } from '../../../src-renderer/words/settings.ts';
import { defaultPreferences } from '../../../src-shared/desk/default-preferences.ts';

const find = (typed: string) => findSettings(typed, settings);

/** Set in another place of the window, so without a row here. */
const ELSEWHERE = ['serverPort', 'savedViews', 'dueView'];

describe('findSettings', () => {
  it('shows every row while nothing is typed', () => {
    expect(find('')).toEqual(SETTING_IDS);
    expect(find('   ')).toEqual(SETTING_IDS);
  });

  it.each([
    ['a label', 'text size', 'textSize'],
    ['a label in capitals', 'TEXT SIZE', 'textSize'],
    ['a choice', 'high contrast', 'theme'],
    ['a hint', 'still holds it', 'clipboard'],
    ['a keyword that stands nowhere on the page', 'screensaver', 'screenLock'],
    ['words in another order', 'screen lock', 'screenLock'],
    ['the beginning of a word', 'passphr', 'vault'],
  ])('finds a row by %s', (_by, typed, id) => {
    expect(find(typed)).toContain(id);
  });

  it('finds nothing else: every typed word must fit', () => {
    expect(find('do not disturb')).toEqual(['quiet']);
    expect(find('theme clipboard')).toEqual([]);
    expect(find('zzz')).toEqual([]);
  });

  it('finds all rows of a group by its name', () => {
    const rows = SETTING_IDS.filter((id) => SETTINGS[id].group === 'reminders');
    expect(find('reminders')).toEqual(rows);
  });

  it('can find every row by a keyword of its own', () => {
    const lost = SETTING_IDS.filter((id) => !find(settings.keywords[id]).includes(id));
    expect(lost).toEqual([]);
  });

  it('has a row for every preference that is not set elsewhere', () => {
    const kept: readonly string[] = SETTING_IDS.flatMap((id) => [...SETTINGS[id].keeps]);
    const without = Object.keys(defaultPreferences).filter((key) => !kept.includes(key));
    expect(without).toEqual(ELSEWHERE);
    expect(new Set(kept).size).toBe(kept.length);
  });
});
