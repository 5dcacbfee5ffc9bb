/** How long a secret may stay in use, and when to remind of it: of one entry, or of every key of an API. */
import { z } from 'zod';
import { MAX_DURATION_MS } from '../time/duration.ts';
import { LEAD_DAYS } from './lead-days.ts';

const DAY_MS = 86_400_000;

/** A shorter age would be over before anybody was reminded. */
export const MIN_AGE_MS = DAY_MS;

/** Days before the due instant. */
export const leadDaysSchema = z
  .array(z.int().min(0).max(LEAD_DAYS.most))
  .min(1)
  .max(LEAD_DAYS.count);

export const rotationPolicySchema = z.strictObject({
  /** Null: it may grow old. */
  maxAgeMs: z.int().min(MIN_AGE_MS).max(MAX_DURATION_MS).nullable(),
  /** Null: the general ones. */
  leadDays: leadDaysSchema.nullable(),
});
export type RotationPolicy = z.infer<typeof rotationPolicySchema>;
