/** What a person does to a key from the window, each with its word of success; a failure is said in a toast and never thrown. */
import type { TFunction } from 'i18next';
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { ask } from '../bridge.ts';
import { absoluteTime } from '../design/time-words.ts';
import { notify } from '../design/toasts.tsx';
import { errorText } from '../state/error-text.ts';

/** Whether it was done. */
export async function finishRotation(view: KeyView, t: TFunction): Promise<boolean> {
  return saying(t, async () => {
    await ask('key:finish', { key: view.key.id, reason: null });
    notify({ title: t('rotation.board.finished') });
  });
}

export async function rollBackRotation(view: KeyView, t: TFunction): Promise<boolean> {
  return saying(t, async () => {
    await ask('key:roll-back', { key: view.key.id, reason: null });
    notify({ title: t('rotation.board.rolledBack') });
  });
}

/** `byMs` is counted from the end as stored. */
export async function extendRotation(view: KeyView, byMs: number, t: TFunction): Promise<boolean> {
  return saying(t, async () => {
    const { key } = await ask('key:extend', { key: view.key.id, byMs, reason: null });
    const endsAtMs = key.versions.find(({ state }) => state === 'retiring')?.endsAtMs;
    if (endsAtMs != null) {
      notify({ title: t('rotation.board.extended', { time: absoluteTime(endsAtMs) }) });
    }
  });
}

/** Done at once, with undo. */
export async function setDisabled(
  view: KeyView,
  isDisabled: boolean,
  t: TFunction,
): Promise<boolean> {
  const { id, name } = view.key;
  const set = (wanted: boolean) =>
    saying(t, async () => {
      await ask('key:set-disabled', { key: id, isDisabled: wanted, reason: null });
    });
  const isDone = await set(isDisabled);
  if (isDone) {
    notify({
      title: t(isDisabled ? 'rotation.disabled' : 'rotation.enabled', { name }),
      action: { label: t('common.undo'), run: () => void set(!isDisabled) },
    });
  }
  return isDone;
}

async function saying(t: TFunction, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    notify({ title: t('common.error'), text: errorText(error) });
    return false;
  }
}
