/** What the engine process tells main about what is due some day: an opaque id, when, and, for as long as the vault is open, what it is. */
import { z } from 'zod';
import { leadDaysSchema } from '../rotation/rotation-policy.ts';

export const dueItemSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** A key of ours that has no copy in the vault is no entry. */
  target: z.strictObject({ kind: z.enum(['entry', 'key']), id: z.string().max(64) }),
  name: z.string().max(200),
  dueAtMs: z.int(),
  /** As in src-shared/rotation/due.ts. */
  leadDays: leadDaysSchema.nullable(),
  leadsBelowMs: z.int().nullable(),
});
export type DueItem = z.infer<typeof dueItemSchema>;
export type DueTarget = DueItem['target'];

export const dueReportSchema = z.strictObject({
  /** What was told before counts no more: `items` is everything. */
  startsOver: z.boolean(),
  items: z.array(dueItemSchema).max(100_000),
  /** Ids of what is never due any more. */
  removed: z.array(dueItemSchema.shape.id).max(100_000),
});
export type DueReport = z.infer<typeof dueReportSchema>;

/** 32 bytes as base64. */
export const reminderKeySchema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
