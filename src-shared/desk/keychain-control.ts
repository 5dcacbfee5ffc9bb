/**
 * How the engine and the server ask main for a keychain process, which only main can start (docs/decisions/0150). Main learns that
 * there is a call and how long it may take. What is asked and answered crosses a port whose ends lie in the two processes.
 */
import { z } from 'zod';

/** No call of ours may take longer; a prompt may be up for a minute. */
const MAX_TIME_LIMIT_MS = 120_000;

/** To main. `id` counts up in the process that asks. */
export const keychainAskSchema = z.strictObject({
  kind: z.literal('keychain-process'),
  id: z.int(),
  timeLimitMs: z.int().min(1).max(MAX_TIME_LIMIT_MS),
});
export type KeychainAsk = z.infer<typeof keychainAskSchema>;

/** From main, with the port to the process. */
export const keychainPortSchema = z.strictObject({
  kind: z.literal('keychain-port'),
  id: z.int(),
});

/** From main: the process is gone, answered or not. */
export const keychainEndedSchema = z.strictObject({
  kind: z.literal('keychain-ended'),
  id: z.int(),
});

export type KeychainReply =
  | z.infer<typeof keychainPortSchema>
  | z.infer<typeof keychainEndedSchema>;
