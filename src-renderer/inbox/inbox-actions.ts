/** What is done with notices; main keeps them. */
import type { InboxView } from '../../src-shared/desk/reminders-view.ts';
import { tell } from '../bridge.ts';
import { attempt } from '../catalog/entry-actions.ts';
import { usePlace } from '../state/place.ts';
import { useSession } from '../state/session.ts';

/** `ids` null: all of them; likewise below. */
export function readNotices(ids: number[] | null): Promise<void> {
  return attempt(async () =>
    useSession.getState().heardReminders(await tell('inbox:read', { ids })),
  );
}

export function dismissNotices(ids: number[] | null): Promise<void> {
  return attempt(async () =>
    useSession.getState().heardReminders(await tell('inbox:dismiss', { ids })),
  );
}

/** Goes where the notification would have led. */
export function openNotice({ id, kind, targetId }: InboxView): void {
  void readNotices([id]);
  const { go } = usePlace.getState();
  if (kind === 'server') go('server');
  else go('due', targetId);
}
