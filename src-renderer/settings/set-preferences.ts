import type { PreferencesChange } from '../../src-shared/desk/preferences.ts';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';
import { changePreferences } from '../state/session.ts';
import { words } from '../words/set-up-words.ts';

/** Takes effect at once; where main refuses it, says so. */
export function setPreferences(change: PreferencesChange): void {
  changePreferences(change).catch((error: unknown) => {
    notify({ title: words.t('common.error'), text: errorText(error) });
  });
}
