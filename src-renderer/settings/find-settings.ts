/** Which rows of the settings answer what was typed: every word of it begins or stands inside a word of the row, its keywords or its group. */
import type { settings } from '../words/settings.ts';
import { SETTING_IDS, SETTINGS, type SettingId } from './setting-index.ts';

export type SettingsWords = typeof settings;

/** In the order of the page; all of them where nothing was typed. */
export function findSettings(typed: string, words: SettingsWords): readonly SettingId[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return SETTING_IDS.filter((id) => {
    const text = textOf(id, words);
    return wanted.every((word) => text.includes(word));
  });
}

function textOf(id: SettingId, words: SettingsWords): string {
  const { group, texts } = SETTINGS[id];
  const own = [group, ...texts].map((path) => at(words, path));
  return plain([...own, words.keywords[id]].join(' '));
}

/** The text at a path such as `themes.dark`. */
function at(words: SettingsWords, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>(
      (inner, name) => (inner as Readonly<Record<string, unknown>> | undefined)?.[name],
      words,
    );
  if (typeof found !== 'string') throw new Error(`no text at settings.${path}`);
  return found;
}

/** Case and accents do not count. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}
