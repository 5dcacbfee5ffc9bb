/** What the window is told of reminders: the inbox, and what is put off. Ids lead somewhere only while the vault is open. */
import { z } from 'zod';
import { NOTICE_KINDS } from './notice-kinds.ts';

const inboxViewSchema = z.strictObject({
  id: z.int(),
  kind: z.enum(NOTICE_KINDS),
  /** When it was shown. */
  atMs: z.int(),
  /** Id of the entry or key it is about; null: it is about none, or not known now. */
  targetId: z.string().nullable(),
  /** What it is called; null as above. */
  targetName: z.string().nullable(),
  /** Null: it is about no due date. */
  dueAtMs: z.int().nullable(),
  isRead: z.boolean(),
});
export type InboxView = z.infer<typeof inboxViewSchema>;

export const remindersViewSchema = z.strictObject({
  /** Due or overdue, and not put off. */
  pressing: z.int(),
  /** Newest first. */
  inbox: z.array(inboxViewSchema),
  snoozed: z.array(z.strictObject({ targetId: z.string(), untilMs: z.int() })),
});
export type RemindersView = z.infer<typeof remindersViewSchema>;
