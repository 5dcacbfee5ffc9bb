/** Every notification once more, for the window: what was shown while nobody looked. Opaque ids and times only. */
import { z } from 'zod';
import { NOTICE_KINDS } from '../../src-shared/desk/notice-kinds.ts';

export const inboxNoticeSchema = z.strictObject({
  id: z.int(),
  kind: z.enum(NOTICE_KINDS),
  atMs: z.int(),
  /** Of the reminder; null: it is about no due date. */
  reminderId: z.string().nullable(),
  dueAtMs: z.int().nullable(),
  isRead: z.boolean(),
});
export type InboxNotice = z.infer<typeof inboxNoticeSchema>;

type Inbox = readonly InboxNotice[];

/** The oldest go first. */
const MOST = 200;

/** Newest first. A reminder's newest notice takes the place of its former one. */
export function addNotices(
  inbox: Inbox,
  added: readonly Omit<InboxNotice, 'id' | 'isRead'>[],
): InboxNotice[] {
  const lastId = Math.max(0, ...inbox.map(({ id }) => id));
  const fresh = added.map((notice, index) => ({
    ...notice,
    id: lastId + 1 + index,
    isRead: false,
  }));
  const replaced = new Set(added.map(({ reminderId }) => reminderId).filter((id) => id !== null));
  const kept = inbox.filter(({ reminderId }) => reminderId === null || !replaced.has(reminderId));
  return [...fresh.toReversed(), ...kept].slice(0, MOST);
}

/** `ids` null: all of them. */
export function markRead(inbox: Inbox, ids: readonly number[] | null): InboxNotice[] {
  return inbox.map((notice) => (isMeant(notice, ids) ? { ...notice, isRead: true } : notice));
}

export function dismiss(inbox: Inbox, ids: readonly number[] | null): InboxNotice[] {
  return inbox.filter((notice) => !isMeant(notice, ids));
}

function isMeant({ id }: InboxNotice, ids: readonly number[] | null): boolean {
  return ids === null || ids.includes(id);
}
