/** Adds what the preview showed, says so, and takes it back when asked: undoing moves what was added to the trash. */
import type { DeskInput } from '../../src-shared/desk/desk-calls.ts';
import { ask } from '../bridge.ts';
import { notify } from '../design/toasts.tsx';
import { usePlace } from '../state/place.ts';
import { words } from '../words/set-up-words.ts';
import { attempt } from './entry-actions.ts';

const { t } = words;

/** Throws what adding throws; then nothing was added. */
export async function addImported(input: DeskInput<'import:add'>): Promise<void> {
  const { entryIds } = await ask('import:add', input);
  usePlace.getState().go('all');
  notify({
    title: t('importEnv.done', { count: entryIds.length }),
    text: t('importEnv.doneText'),
    action: { label: t('common.undo'), run: () => void attempt(() => takeBack(entryIds)) },
  });
}

async function takeBack(entryIds: readonly string[]): Promise<void> {
  for (const entry of entryIds) await ask('entry:remove', { entry, reason: null });
  notify({ title: t('importEnv.undone', { count: entryIds.length }) });
}
