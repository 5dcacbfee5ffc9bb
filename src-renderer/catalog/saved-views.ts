/** Searches with a name, kept in the preferences. A name is there once: saving it again changes its query. */
import type { Preferences } from '../../src-shared/desk/preferences.ts';
import { notify } from '../design/toasts.tsx';
import { changePreferences, useSession } from '../state/session.ts';
import { words } from '../words/set-up-words.ts';
import { attempt } from './entry-actions.ts';

export type SavedView = Preferences['savedViews'][number];

export function useSavedViews(): readonly SavedView[] {
  return useSession((session) => session.facts?.preferences.savedViews ?? NONE);
}

const NONE: readonly SavedView[] = [];

export async function saveView(view: SavedView): Promise<void> {
  const others = present().filter(({ name }) => name !== view.name);
  await keep([...others, view]);
}

/** Throws what keeping the preferences throws. */
export async function forgetView(view: SavedView): Promise<void> {
  const before = present();
  await keep(before.filter(({ name }) => name !== view.name));
  notify({
    title: words.t('catalog.viewRemoved', { name: view.name }),
    action: { label: words.t('common.undo'), run: () => void attempt(() => keep(before)) },
  });
}

function present(): readonly SavedView[] {
  return useSession.getState().facts?.preferences.savedViews ?? NONE;
}

async function keep(savedViews: readonly SavedView[]): Promise<void> {
  await changePreferences({ savedViews: [...savedViews] });
}
