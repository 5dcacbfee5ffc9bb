/** What is done to an entry from list and detail alike; each says what happened and how to take it back. */
import type { EntryView } from '../../src-shared/contract/engine-answers.ts';
import { ask } from '../bridge.ts';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';
import { usePlace } from '../state/place.ts';
import { words } from '../words/set-up-words.ts';

const { t } = words;

/** Says what failed instead of throwing. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    notify({ title: t('common.error'), text: errorText(error) });
  }
}

export function copyEntry({ entryId, name }: EntryView): Promise<void> {
  return attempt(async () => {
    if (entryId === null) return;
    const { clearsAtMs } = await ask('entry:copy', { entry: entryId, versionId: null });
    const title = t('catalog.copied', { name });
    if (clearsAtMs === null) notify({ title });
    else {
      const count = Math.round((clearsAtMs - Date.now()) / 1_000);
      notify({ title, text: t('catalog.copiedText', { count }) });
    }
  });
}

export function trashEntry(view: EntryView): Promise<void> {
  return attempt(async () => {
    const { entryId, name } = view;
    if (entryId === null) return;
    await ask('entry:remove', { entry: entryId, reason: null });
    usePlace.getState().choose(null);
    notify({
      title: t('entry.trashed', { name }),
      ...(view.keyId === null ? {} : { text: t('entry.trashedOurs') }),
      action: { label: t('common.undo'), run: () => void restoreEntry(view) },
    });
  });
}

/** Back to a former version; undo goes back to what it was before. */
export function revertEntry(entryId: string, version: number): Promise<void> {
  return attempt(async () => {
    const view = await ask('entry:revert', { entry: entryId, version, reason: null });
    const before = (view.version ?? 1) - 1;
    notify({
      title: t('entry.reverted', { name: view.name, version }),
      action: { label: t('common.undo'), run: () => void revertEntry(entryId, before) },
    });
  });
}

export function restoreEntry({ entryId, name }: EntryView): Promise<void> {
  return attempt(async () => {
    if (entryId === null) return;
    await ask('entry:restore', { entry: entryId, reason: null });
    usePlace.getState().go('all', entryId);
    notify({ title: t('entry.restored', { name }) });
  });
}
