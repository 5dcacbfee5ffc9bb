/** What Electron is told of the theme: high contrast is drawn on the dark one. */
import type { PreferencesFile } from './preferences-file.ts';

export function themeSource(preferences: PreferencesFile): 'system' | 'light' | 'dark' {
  const { theme } = preferences.now;
  return theme === 'high-contrast' ? 'dark' : theme;
}
