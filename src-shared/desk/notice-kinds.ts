/** What a notification can be about. */
export const NOTICE_KINDS = ['due', 'overdue', 'server'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
