/**
 * The agent's wire: one JSON object a line in each direction over a 0600 socket in a 0700 directory. Requests carry an id that the
 * answer repeats. Refuses lines over 16 MiB and anything that does not fit; errors cross as code, message and hint, never more.
 */
import { z } from 'zod';
import { wireErrorSchema } from '../../src-shared/error/wire-error-schema.ts';
import { EVENT_DOORS } from '../../src-shared/model/store-records.ts';

export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const requestSchema = z.strictObject({
  id: z.int().min(0),
  call: z.string().min(1).max(64),
  input: z.unknown(),
  via: z.enum(EVENT_DOORS),
});
export type AgentRequest = z.infer<typeof requestSchema>;

const responseSchema = z.union([
  z.strictObject({ id: z.int(), answer: z.unknown() }),
  z.strictObject({
    id: z.int(),
    error: wireErrorSchema,
  }),
]);
export type AgentResponse = z.infer<typeof responseSchema>;

/** Null: not a request. */
export function parseRequest(line: string): AgentRequest | null {
  const parsed = requestSchema.safeParse(parseJson(line));
  return parsed.success ? parsed.data : null;
}

/** Null: not a response. */
export function parseResponse(line: string): AgentResponse | null {
  const parsed = responseSchema.safeParse(parseJson(line));
  return parsed.success ? parsed.data : null;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function encodeLine(message: AgentRequest | AgentResponse): string {
  return `${JSON.stringify(message)}\n`;
}
