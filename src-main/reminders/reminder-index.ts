/**
 * The sealed reminder index: what lets reminders come while the vault is locked. It holds opaque ids and times, never a name or a secret,
 * under a key of its own that is derived from nothing and opens nothing else (docs/security/reminders.md).
 * File: magic[4] ‖ nonce[12] ‖ AES-256-GCM(JSON, padded to whole 4 KiB) ‖ tag[16].
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { leadDaysSchema } from '../../src-shared/rotation/rotation-policy.ts';
import { digestSchema } from './digest.ts';
import { inboxNoticeSchema } from './inbox.ts';

const MAGIC = Buffer.from('kwr1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PAGE_BYTES = 4_096;
const ALGORITHM = 'aes-256-gcm';

const reminderSchema = z.strictObject({
  /** Says nothing about the entry to whoever has not the vault. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  dueAtMs: z.int(),
  /** As in src-shared/rotation/due.ts. */
  leadDays: leadDaysSchema.nullable(),
  leadsBelowMs: z.int().nullable(),
  /** Null: not snoozed. */
  snoozedUntilMs: z.int().nullable(),
  /** The newest step that was shown; null: none yet. */
  shownStepMs: z.int().nullable(),
});
export type Reminder = z.infer<typeof reminderSchema>;

const indexSchema = z.strictObject({
  reminders: z.array(reminderSchema).max(100_000),
  /** As they were last, of what is not in the vault now but may come back out of the trash; a file of before has none. */
  departed: z.array(reminderSchema).max(1_000).default([]),
  inbox: z.array(inboxNoticeSchema).max(1_000),
  digest: digestSchema.nullable(),
});
export type ReminderIndex = z.infer<typeof indexSchema>;

export function sealReminders(key: Buffer, index: ReminderIndex): Buffer {
  const text = Buffer.from(JSON.stringify(index), 'utf8');
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / PAGE_BYTES) * PAGE_BYTES, 0x20);
  text.copy(padded);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(MAGIC);
  return Buffer.concat([MAGIC, nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
}

/** Null: another key's, damaged, or no index at all. */
export function openReminders(key: Buffer, file: Buffer): ReminderIndex | null {
  const start = MAGIC.length + NONCE_BYTES;
  if (file.length < start + TAG_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const nonce = file.subarray(MAGIC.length, start);
  const opener = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  opener.setAAD(MAGIC);
  opener.setAuthTag(file.subarray(file.length - TAG_BYTES));
  try {
    const body = file.subarray(start, file.length - TAG_BYTES);
    const text = Buffer.concat([opener.update(body), opener.final()]).toString('utf8');
    return indexSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
