/** Puts the theme of the preferences on the page, and follows the system where that is wanted. */
import type { Preferences } from '../src-shared/desk/preferences.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const contrast = window.matchMedia('(prefers-contrast: more)');

export function applyTheme(theme: Preferences['theme']): void {
  document.documentElement.dataset['theme'] = theme === 'system' ? systemTheme() : theme;
}

/** Calls back when the system's theme changes; returns the way to stop. */
export function followSystemTheme(changed: () => void): () => void {
  dark.addEventListener('change', changed);
  contrast.addEventListener('change', changed);
  return () => {
    dark.removeEventListener('change', changed);
    contrast.removeEventListener('change', changed);
  };
}

function systemTheme(): 'light' | 'dark' | 'high-contrast' {
  if (contrast.matches) return 'high-contrast';
  return dark.matches ? 'dark' : 'light';
}
