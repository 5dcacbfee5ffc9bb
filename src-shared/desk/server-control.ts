/** What main and the server process say to each other. */
import { z } from 'zod';
import { wireErrorSchema } from '../error/wire-error-schema.ts';
import { keychainAskSchema, keychainEndedSchema, keychainPortSchema } from './keychain-control.ts';
import { serverDecisionSchema } from './main-calls.ts';

export const toServerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), port: z.int().min(0).max(65_535) }),
  z.strictObject({ kind: z.literal('stop') }),
  keychainPortSchema,
  keychainEndedSchema,
]);
export type ToServer = z.infer<typeof toServerSchema>;

export const fromServerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('running'), url: z.string(), startedAtMs: z.int() }),
  z.strictObject({ kind: z.literal('failed'), error: wireErrorSchema }),
  z.strictObject({
    kind: z.literal('decided'),
    decisions: z.array(serverDecisionSchema).max(1_000),
  }),
  keychainAskSchema,
]);
export type FromServer = z.infer<typeof fromServerSchema>;
