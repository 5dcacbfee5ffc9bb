import type { PreferencesChange } from '../../src-shared/desk/preferences.ts';
import { tell } from '../bridge.ts';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';
import { words } from '../words/set-up-words.ts';

/** Takes effect at once; main answers with what holds from now on. */
export function setPreferences(change: PreferencesChange): void {
  tell('preferences:set', change).catch((error: unknown) => {
    notify({ title: words.t('common.error'), text: errorText(error) });
  });
}
