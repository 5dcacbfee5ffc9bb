/** What the engine process tells main about entries that end: an opaque id, where it leads while the vault is open, and when. */
import { z } from 'zod';

export const dueItemSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  entryId: z.string().max(64),
  dueAtMs: z.int(),
});
export type DueItem = z.infer<typeof dueItemSchema>;

/** 32 bytes as base64. */
export const reminderKeySchema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
