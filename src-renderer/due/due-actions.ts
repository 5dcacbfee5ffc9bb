/** What is done about a due entry from its row; each says what happened and offers the next step. */
import type { KeyView } from '../../src-shared/contract/store-answers.ts';
import { ask, tell } from '../bridge.ts';
import { attempt } from '../catalog/entry-actions.ts';
import { notify } from '../design/toasts.tsx';
import { useSession } from '../state/session.ts';
import { words } from '../words/set-up-words.ts';
import type { DueRow } from './due-groups.ts';

const DAY_MS = 86_400_000;

/** It comes again a day later, or a week, if that is asked for. */
export function snooze({ id, view }: DueRow): Promise<void> {
  return attempt(async () => {
    await snoozeUntil(id, Date.now() + DAY_MS);
    notify({
      title: words.t('due.snoozed', { name: view.name }),
      action: {
        label: words.t('due.forWeek'),
        run: () => void attempt(() => snoozeUntil(id, Date.now() + 7 * DAY_MS)),
      },
    });
  });
}

export function wake({ id }: DueRow): Promise<void> {
  return attempt(() => snoozeUntil(id, Date.now()));
}

async function snoozeUntil(id: string, untilMs: number): Promise<void> {
  const reminders = await tell('reminders:snooze', { targetIds: [id], untilMs });
  useSession.getState().heardReminders(reminders);
}

/** Null: it cannot be read, which is said. */
export async function readKey(keyId: string): Promise<KeyView | null> {
  let view: KeyView | null = null;
  await attempt(async () => {
    view = await ask('key:show', { key: keyId });
  });
  return view;
}

export function exportCalendar(areNamesShown: boolean): Promise<void> {
  return attempt(async () => {
    const suggestedName = 'keywright-due.ics';
    const { file } = await tell('dialog:choose-new-file', { purpose: 'calendar', suggestedName });
    if (file === null) return;
    const { events } = await ask('due:export', { file, areNamesShown });
    notify({ title: words.t('due.calendarSaved', { count: events }), text: file });
  });
}
