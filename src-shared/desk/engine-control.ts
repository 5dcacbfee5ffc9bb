/** What main and the engine process say to each other beside the window's port. A secret crosses only as the value of a copy. */
import { z } from 'zod';
import { wireErrorSchema } from '../error/wire-error-schema.ts';
import { dueItemSchema, reminderKeySchema } from './due-items.ts';
import { keychainAskSchema, keychainEndedSchema, keychainPortSchema } from './keychain-control.ts';

/** Main to engine. `port` comes with the window's MessagePort. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('port') }),
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({ kind: z.literal('copied'), id: z.int(), clearsAtMs: z.int().nullable() }),
  z.strictObject({ kind: z.literal('not-copied'), id: z.int(), error: wireErrorSchema }),
  keychainPortSchema,
  keychainEndedSchema,
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** Engine to main. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** The vault was opened; main begins to watch for reasons to lock. */
  z.strictObject({ kind: z.literal('opened') }),
  /** The keychain's reminder key, told before any unlock; it opens the reminder index and nothing else. */
  z.strictObject({ kind: z.literal('reminder-key'), key: reminderKeySchema }),
  /** Every entry that ends, after the unlock and after each change. `key` null: no keychain keeps it. */
  z.strictObject({
    kind: z.literal('due'),
    key: reminderKeySchema.nullable(),
    items: z.array(dueItemSchema).max(100_000),
  }),
  z.strictObject({ kind: z.literal('copy'), id: z.int(), text: z.string().max(65_536) }),
  keychainAskSchema,
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
