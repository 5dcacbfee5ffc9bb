/** The schema of error-wire.ts, for those who read what another process sent. */
import { z } from 'zod';
import type { WireError } from './error-wire.ts';

export const wireErrorSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
}) satisfies z.ZodType<WireError>;
