/**
 * The sealed reminder index: what lets reminders come while the vault is locked. It holds opaque ids and times, never a name or a secret,
 * under a key of its own that is derived from nothing and opens nothing else (docs/security/reminders.md).
 * File: magic[4] ‖ nonce[12] ‖ AES-256-GCM(JSON, padded to whole 4 KiB) ‖ tag[16].
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

const MAGIC = Buffer.from('kwr1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PAGE_BYTES = 4_096;
const ALGORITHM = 'aes-256-gcm';

export const reminderSchema = z.strictObject({
  /** Says nothing about the entry to whoever has not the vault. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  dueAtMs: z.int(),
  /** Null: not snoozed. */
  snoozedUntilMs: z.int().nullable(),
  /** The newest step that was shown; null: none yet. */
  shownStepMs: z.int().nullable(),
});
export type Reminder = z.infer<typeof reminderSchema>;

const indexSchema = z.array(reminderSchema).max(100_000);

export function sealReminders(key: Buffer, reminders: readonly Reminder[]): Buffer {
  const text = Buffer.from(JSON.stringify(reminders), 'utf8');
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / PAGE_BYTES) * PAGE_BYTES, 0x20);
  text.copy(padded);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(MAGIC);
  return Buffer.concat([MAGIC, nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
}

/** Null: another key's, damaged, or no index at all. */
export function openReminders(key: Buffer, file: Buffer): readonly Reminder[] | null {
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
